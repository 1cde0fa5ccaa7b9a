/**
 * Every expected 'no' in one table. `en` and `fr` hold what happened and what to do, in that order. Those that are not
 * final may pass by themselves: pages ask again, with back-off and jitter.
 */
export const refusals = {
  badMessage: {
    status: 400,
    isFinal: true,
    en: ['That message was not understood.', 'Reload the page: it may be older than the server.'],
    fr: ['Ce message n’a pas été compris.', 'Rechargez la page : elle est peut-être plus ancienne que le serveur.'],
  },
  otherProtocol: {
    status: 400,
    isFinal: true,
    en: ['This page is older or newer than the server.', 'Reload the page.'],
    fr: ['Cette page est plus ancienne ou plus récente que le serveur.', 'Rechargez la page.'],
  },
  tooLarge: {
    status: 413,
    isFinal: true,
    en: ['That message was too large.', 'Send less at once.'],
    fr: ['Ce message était trop gros.', 'Envoyez-en moins à la fois.'],
  },
  tooFast: {
    status: 429,
    isFinal: false,
    isCapacity: true,
    en: ['That was too much in too little time.', 'Wait a few seconds and try again.'],
    fr: ['C’était trop, trop vite.', 'Attendez quelques secondes et réessayez.'],
  },
  tooManySockets: {
    status: 429,
    isFinal: false,
    en: ['Too many pages of this server are open from your network.', 'Close some of them, or try again in a minute.'],
    fr: [
      'Trop de pages de ce serveur sont ouvertes depuis votre réseau.',
      'Fermez-en quelques-unes, ou réessayez dans une minute.',
    ],
  },
  noSuchPage: {
    status: 404,
    isFinal: true,
    en: ['There is nothing at this address.', 'Check the link, or start from the list of events.'],
    fr: ['Il n’y a rien à cette adresse.', 'Vérifiez le lien, ou partez de la liste des événements.'],
  },
  noSuchEvent: {
    status: 404,
    isFinal: true,
    en: ['There is no such event.', 'Check the link, or find the event in the list.'],
    fr: ['Cet événement n’existe pas.', 'Vérifiez le lien, ou cherchez l’événement dans la liste.'],
  },
  noSuchPerspective: {
    status: 404,
    isFinal: true,
    en: ['That perspective is no longer there.', 'Choose another one.'],
    fr: ['Cette perspective n’est plus là.', 'Choisissez-en une autre.'],
  },
  tokenMissing: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This needs the moderator’s link.', 'Open the whole link that came with the event.'],
    fr: ['Il faut le lien de modération.', 'Ouvrez le lien complet reçu avec l’événement.'],
  },
  tokenInvalid: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This link is not valid here.', 'Open the link that came with this event.'],
    fr: ['Ce lien n’est pas valable ici.', 'Ouvrez le lien reçu avec cet événement.'],
  },
  tokenExpired: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This link has expired.', 'Ask whoever opened the event for a new one.'],
    fr: ['Ce lien a expiré.', 'Demandez-en un nouveau à qui a ouvert l’événement.'],
  },
  tokenRevoked: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This link has been replaced.', 'Ask a moderator of the event for the new one.'],
    fr: ['Ce lien a été remplacé.', 'Demandez le nouveau à une personne qui modère l’événement.'],
  },
  keyNeeded: {
    status: 401,
    isFinal: true,
    en: ['Opening an event here needs a key.', 'Ask whoever runs this server for it.'],
    fr: ['Il faut une clé pour ouvrir un événement ici.', 'Demandez-la à qui gère ce serveur.'],
  },
  foreignOrigin: {
    status: 403,
    isFinal: true,
    en: [
      'This server does not take this page for one of its own.',
      'Open the event by the link that you were given. If you run this server: its log says what to set.',
    ],
    fr: [
      'Ce serveur ne reconnaît pas cette page comme l’une des siennes.',
      'Ouvrez l’événement par le lien que vous avez reçu. Si vous gérez ce serveur : son journal dit quoi régler.',
    ],
  },
  notAllowed: {
    status: 403,
    isFinal: true,
    en: ['That is not yours to do.', 'Ask a moderator of the event.'],
    fr: ['Cela ne vous revient pas.', 'Demandez à une personne qui modère l’événement.'],
  },
  banned: {
    status: 403,
    isFinal: true,
    en: ['A moderator has closed this event to this camera.', 'You may still watch.'],
    fr: ['Une personne qui modère a fermé cet événement à cette caméra.', 'Vous pouvez toujours regarder.'],
  },
  muted: {
    status: 403,
    isFinal: false,
    en: ['A moderator has paused what you say here.', 'Try again later.'],
    fr: ['Une personne qui modère a suspendu vos messages ici.', 'Réessayez plus tard.'],
  },
  slowMode: {
    status: 429,
    isFinal: false,
    en: ['Messages are slowed down here.', 'Wait a little before the next one.'],
    fr: ['Les messages sont ralentis ici.', 'Attendez un peu avant le prochain.'],
  },
  eventClosed: {
    status: 410,
    isFinal: true,
    en: ['The event is over.', 'Find another one in the list of events.'],
    fr: ['L’événement est terminé.', 'Trouvez-en un autre dans la liste des événements.'],
  },
  notNow: {
    status: 409,
    isFinal: true,
    en: ['That cannot be done with this perspective as it is.', 'End its ban, or let it in, first.'],
    fr: [
      'Cela n’est pas possible avec cette perspective telle qu’elle est.',
      'Levez d’abord l’exclusion, ou faites-la entrer.',
    ],
  },
  changedSince: {
    status: 409,
    isFinal: true,
    en: ['Another moderator has changed this in the meantime.', 'Look at what is there now, and decide again.'],
    fr: ['Une autre personne qui modère l’a changé entre-temps.', 'Regardez ce qu’il en est, et décidez à nouveau.'],
  },
  noSuchEntry: {
    status: 404,
    isFinal: true,
    en: ['There is no such line in the log to take back.', 'Choose another one.'],
    fr: ['Il n’y a pas de telle ligne à annuler dans le journal.', 'Choisissez-en une autre.'],
  },
  noSuchMessage: {
    status: 404,
    isFinal: true,
    en: ['That message is no longer there.', 'Choose another one.'],
    fr: ['Ce message n’est plus là.', 'Choisissez-en un autre.'],
  },
  noSuchSender: {
    status: 404,
    isFinal: true,
    en: ['Nobody by that name has spoken here lately.', 'Choose the sender of a message.'],
    fr: ['Personne de ce nom n’a parlé ici récemment.', 'Choisissez l’auteur ou l’autrice d’un message.'],
  },
  tooManyListed: {
    status: 429,
    isFinal: true,
    en: [
      'Your network already has as many events in the list as one may have.',
      'Open this one unlisted and share its link, or wait until one of them is a day old.',
    ],
    fr: [
      'Votre réseau a déjà autant d’événements dans la liste qu’il peut en avoir.',
      'Ouvrez celui-ci hors liste et partagez son lien, ou attendez que l’un d’eux ait un jour.',
    ],
  },
  notYet: {
    status: 409,
    isFinal: false,
    en: ['That came before its time.', 'Reload the page and start again.'],
    fr: ['Cela est arrivé trop tôt.', 'Rechargez la page et recommencez.'],
  },
  badMedia: {
    status: 400,
    isFinal: true,
    en: ['The media parameters are not acceptable.', 'Use a current browser, and reload the page.'],
    fr: ['Les paramètres du média ne sont pas acceptables.', 'Utilisez un navigateur récent et rechargez la page.'],
  },
  alreadySending: {
    status: 409,
    isFinal: false,
    en: ['This camera already sends a track of that kind.', 'End it first, or go live again.'],
    fr: ['Cette caméra envoie déjà une piste de ce genre.', 'Terminez-la d’abord, ou repassez en direct.'],
  },
  tooManyPerspectives: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['The event has as many perspectives as it can take.', 'Try again when somebody has stopped.'],
    fr: ['L’événement a autant de perspectives qu’il peut en prendre.', 'Réessayez quand quelqu’un aura arrêté.'],
  },
  tooManyViewers: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['The event has as many viewers as it can serve.', 'Try again in a few minutes.'],
    fr: ['L’événement a autant de spectateurs qu’il peut en servir.', 'Réessayez dans quelques minutes.'],
  },
  serverFull: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['The server carries as much as it can.', 'Try again in a few minutes.'],
    fr: ['Le serveur est au maximum de ce qu’il peut porter.', 'Réessayez dans quelques minutes.'],
  },
  mediaRestarting: {
    status: 503,
    isFinal: false,
    en: ['The media server is restarting.', 'This mends itself in a few seconds.'],
    fr: ['Le serveur média redémarre.', 'Cela s’arrange tout seul en quelques secondes.'],
  },
  registryDown: {
    status: 503,
    isFinal: false,
    en: ['The server cannot reach its registry.', 'Try again in a moment.'],
    fr: ['Le serveur ne joint pas son registre.', 'Réessayez dans un instant.'],
  },
  writtenLater: {
    status: 503,
    isFinal: true,
    en: [
      'It is done, but not yet written down: the server cannot reach its registry.',
      'You need not do it again: it is written as soon as the registry is back.',
    ],
    fr: [
      'C’est fait, mais pas encore enregistré : le serveur ne joint pas son registre.',
      'Inutile de recommencer : ce sera enregistré dès que le registre sera de retour.',
    ],
  },
  defect: {
    status: 500,
    isFinal: false,
    en: ['Something broke on our side.', 'Try again; if it stays, tell us the number.'],
    fr: ['Quelque chose s’est cassé de notre côté.', 'Réessayez ; si cela persiste, donnez-nous le numéro.'],
  },
} as const satisfies Record<string, Row>;

type Row = {
  /** HTTP status. */
  status: number;
  /** Asking again cannot help. */
  isFinal: boolean;
  /** Many clients wait for the same capacity: they ask again less often. */
  isCapacity?: true;
  /** Another token may help. */
  isAboutToken?: true;
  en: [string, string];
  fr: [string, string];
};

export type RefusalCode = keyof typeof refusals;

/** A newer server may send a code that this page does not know: it is worth another try. */
const rowOf = (code: RefusalCode): Row | undefined => refusals[code];
export const isFinal = (code: RefusalCode): boolean => rowOf(code)?.isFinal ?? false;
export const isCapacity = (code: RefusalCode): boolean => rowOf(code)?.isCapacity ?? false;
export const isAboutToken = (code: RefusalCode): boolean => rowOf(code)?.isAboutToken ?? false;

/** An expected 'no'. Every other error is a defect. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** For developers; pages do not show it. */
  readonly detail: string | undefined;

  constructor(code: RefusalCode, detail?: string) {
    super(`${code}: ${refusals[code].en[0]}${detail ? ` (${detail})` : ''}`);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

export const isRefusal = (error: unknown, code: RefusalCode): boolean =>
  error instanceof Refusal && error.code === code;

/** A refusal on the wire. `number` finds a defect in the server's log. */
export type RefusalNotice = { code: RefusalCode; sentence: string; advice: string; detail?: string; number?: string };

export function noticeOf(code: RefusalCode, detail?: string, number?: string): RefusalNotice {
  const [sentence, advice] = refusals[code].en;
  return { code, sentence, advice, ...(detail ? { detail } : {}), ...(number ? { number } : {}) };
}
