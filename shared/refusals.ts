/**
 * Every expected 'no', in one table: code → HTTP status and what it says.
 * `en` and `fr` hold what happened and what to do, in that order.
 */
export const refusals = {
  badMessage: {
    status: 400,
    en: ['That message was not understood.', 'Reload the page: it may be older than the server.'],
    fr: ['Ce message n’a pas été compris.', 'Rechargez la page : elle est peut-être plus ancienne que le serveur.'],
  },
  tooLarge: {
    status: 413,
    en: ['That message was too large.', 'Send less at once.'],
    fr: ['Ce message était trop gros.', 'Envoyez-en moins à la fois.'],
  },
  tooFast: {
    status: 429,
    en: ['That was too much in too little time.', 'Wait a few seconds and try again.'],
    fr: ['C’était trop, trop vite.', 'Attendez quelques secondes et réessayez.'],
  },
  noSuchPage: {
    status: 404,
    en: ['There is nothing at this address.', 'Check the link, or start from the list of events.'],
    fr: ['Il n’y a rien à cette adresse.', 'Vérifiez le lien, ou partez de la liste des événements.'],
  },
  noSuchEvent: {
    status: 404,
    en: ['There is no such event.', 'Check the link, or find the event in the list.'],
    fr: ['Cet événement n’existe pas.', 'Vérifiez le lien, ou cherchez l’événement dans la liste.'],
  },
  noSuchPerspective: {
    status: 404,
    en: ['That perspective is no longer there.', 'Choose another one.'],
    fr: ['Cette perspective n’est plus là.', 'Choisissez-en une autre.'],
  },
  tokenMissing: {
    status: 401,
    en: ['This needs the moderator’s link.', 'Open the whole link that came with the event.'],
    fr: ['Il faut le lien de modération.', 'Ouvrez le lien complet reçu avec l’événement.'],
  },
  tokenInvalid: {
    status: 401,
    en: ['This link is not valid here.', 'Open the link that came with this event.'],
    fr: ['Ce lien n’est pas valable ici.', 'Ouvrez le lien reçu avec cet événement.'],
  },
  tokenExpired: {
    status: 401,
    en: ['This link has expired.', 'Ask whoever opened the event for a new one.'],
    fr: ['Ce lien a expiré.', 'Demandez-en un nouveau à qui a ouvert l’événement.'],
  },
  notAllowed: {
    status: 403,
    en: ['That is not yours to do.', 'Ask a moderator of the event.'],
    fr: ['Cela ne vous revient pas.', 'Demandez à une personne qui modère l’événement.'],
  },
  notYet: {
    status: 409,
    en: ['That came before its time.', 'Reload the page and start again.'],
    fr: ['Cela est arrivé trop tôt.', 'Rechargez la page et recommencez.'],
  },
  badMedia: {
    status: 400,
    en: ['The media parameters are not acceptable.', 'Use a current browser, and reload the page.'],
    fr: ['Les paramètres du média ne sont pas acceptables.', 'Utilisez un navigateur récent et rechargez la page.'],
  },
  alreadySending: {
    status: 409,
    en: ['This camera already sends a track of that kind.', 'End it first, or go live again.'],
    fr: ['Cette caméra envoie déjà une piste de ce genre.', 'Terminez-la d’abord, ou repassez en direct.'],
  },
  tooManyPerspectives: {
    status: 503,
    en: ['The event has as many perspectives as it can take.', 'Try again when somebody has stopped.'],
    fr: ['L’événement a autant de perspectives qu’il peut en prendre.', 'Réessayez quand quelqu’un aura arrêté.'],
  },
  tooManyViewers: {
    status: 503,
    en: ['The event has as many viewers as it can serve.', 'Try again in a few minutes.'],
    fr: ['L’événement a autant de spectateurs qu’il peut en servir.', 'Réessayez dans quelques minutes.'],
  },
  mediaRestarting: {
    status: 503,
    en: ['The media server is restarting.', 'This mends itself in a few seconds.'],
    fr: ['Le serveur média redémarre.', 'Cela s’arrange tout seul en quelques secondes.'],
  },
  registryDown: {
    status: 503,
    en: ['The server cannot reach its registry.', 'Try again in a moment.'],
    fr: ['Le serveur ne joint pas son registre.', 'Réessayez dans un instant.'],
  },
  defect: {
    status: 500,
    en: ['Something broke on our side.', 'Try again; if it stays, tell us the number.'],
    fr: ['Quelque chose s’est cassé de notre côté.', 'Réessayez ; si cela persiste, donnez-nous le numéro.'],
  },
} as const satisfies Record<string, { status: number; en: [string, string]; fr: [string, string] }>;

export type RefusalCode = keyof typeof refusals;

/** An expected 'no'. Everything else that is thrown is a defect. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** What in particular, for developers; never shown as the only text. */
  readonly detail: string | undefined;

  constructor(code: RefusalCode, detail?: string) {
    super(`${code}: ${refusals[code].en[0]}${detail ? ` (${detail})` : ''}`);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

/** A refusal on the wire. `number` finds a defect in the server's log. */
export type RefusalNotice = { code: RefusalCode; sentence: string; advice: string; detail?: string; number?: string };

export function noticeOf(code: RefusalCode, detail?: string, number?: string): RefusalNotice {
  const [sentence, advice] = refusals[code].en;
  return { code, sentence, advice, ...(detail ? { detail } : {}), ...(number ? { number } : {}) };
}
