/**
 * Every expected 'no' in one table. `en` and `fr` hold what happened and what to do, in that order. Those that are not
 * final may pass by themselves: pages ask again, with back-off and jitter.
 */
export const refusals = {
  badMessage: {
    status: 400,
    isFinal: true,
    en: ['That request was not understood.', 'Reload the page: it may be older than the server.'],
    fr: ['Cette demande n’a pas été comprise.', 'Rechargez la page : elle est peut-être plus ancienne que le serveur.'],
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
    en: ['That was too large.', 'Send less at a time.'],
    fr: ['C’était trop volumineux.', 'Envoyez-en moins à la fois.'],
  },
  tooFast: {
    status: 429,
    isFinal: false,
    isCapacity: true,
    en: ['Too many requests in a short time.', 'Wait a few seconds and try again.'],
    fr: ['Trop de demandes en peu de temps.', 'Attendez quelques secondes et réessayez.'],
  },
  tooManySockets: {
    status: 429,
    isFinal: false,
    en: ['Too many pages are open from your network.', 'Close some of them, or try again in a minute.'],
    fr: ['Trop de pages sont ouvertes depuis votre réseau.', 'Fermez-en quelques-unes, ou réessayez dans une minute.'],
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
    en: ['This event does not exist.', 'Check the link, or find the event in the list.'],
    fr: ['Cet événement n’existe pas.', 'Vérifiez le lien, ou cherchez l’événement dans la liste.'],
  },
  noSuchPerspective: {
    status: 404,
    isFinal: true,
    en: ['That perspective is gone.', 'Choose another one.'],
    fr: ['Cette perspective n’est plus disponible.', 'Choisissez-en une autre.'],
  },
  tokenMissing: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This needs the moderators’ link.', 'Open the full link you received with the event.'],
    fr: ['Il faut le lien de modération.', 'Ouvrez le lien complet reçu avec l’événement.'],
  },
  tokenInvalid: {
    status: 401,
    isFinal: true,
    isAboutToken: true,
    en: ['This link does not work here.', 'Open the link you received with this event.'],
    fr: ['Ce lien ne fonctionne pas ici.', 'Ouvrez le lien reçu avec cet événement.'],
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
    fr: ['Ce lien a été remplacé.', 'Demandez le nouveau à la modération de l’événement.'],
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
      'This server does not recognise this page as one of its own.',
      'Open the event by the link you were given. If you run this server: its log says what to set.',
    ],
    fr: [
      'Ce serveur ne reconnaît pas cette page comme l’une des siennes.',
      'Ouvrez l’événement par le lien que vous avez reçu. Si vous gérez ce serveur : son journal indique quoi régler.',
    ],
  },
  notAllowed: {
    status: 403,
    isFinal: true,
    en: ['You are not allowed to do that.', 'Ask a moderator of the event.'],
    fr: ['Vous n’avez pas le droit de faire cela.', 'Adressez-vous à la modération de l’événement.'],
  },
  banned: {
    status: 403,
    isFinal: true,
    en: ['A moderator has banned this camera from the event.', 'You can still watch.'],
    fr: ['La modération a exclu cette caméra de l’événement.', 'Vous pouvez toujours regarder.'],
  },
  muted: {
    status: 403,
    isFinal: false,
    en: ['A moderator has muted you here.', 'Try again later.'],
    fr: ['La modération a suspendu vos messages ici.', 'Réessayez plus tard.'],
  },
  slowMode: {
    status: 429,
    isFinal: false,
    en: ['Slow mode is on.', 'Wait a moment before your next message.'],
    fr: ['Le mode lent est activé.', 'Attendez un peu avant votre prochain message.'],
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
    en: ['This is not possible for this perspective right now.', 'End its ban, or approve it, first.'],
    fr: [
      'Ce n’est pas possible pour cette perspective en ce moment.',
      'Levez d’abord l’exclusion, ou validez la caméra.',
    ],
  },
  changedSince: {
    status: 409,
    isFinal: true,
    en: ['Another moderator has just changed this.', 'Check how it is now, then decide again.'],
    fr: ['La modération vient de le modifier par ailleurs.', 'Vérifiez ce qu’il en est, puis décidez à nouveau.'],
  },
  noSuchEntry: {
    status: 404,
    isFinal: true,
    en: ['This log entry can no longer be undone.', 'Choose another one.'],
    fr: ['Cette entrée du journal ne peut plus être annulée.', 'Choisissez-en une autre.'],
  },
  noSuchMessage: {
    status: 404,
    isFinal: true,
    en: ['That message is gone.', 'Choose another one.'],
    fr: ['Ce message n’existe plus.', 'Choisissez-en un autre.'],
  },
  noSuchSender: {
    status: 404,
    isFinal: true,
    en: ['No one by that name has written here recently.', 'Choose the sender of a message.'],
    fr: ['Personne de ce nom n’a écrit ici récemment.', 'Choisissez la personne à partir d’un de ses messages.'],
  },
  tooManyListed: {
    status: 429,
    isFinal: true,
    en: [
      'Your network has reached its limit of public events.',
      'Choose “Only with the link” for this one, or wait until one of the others is a day old.',
    ],
    fr: [
      'Votre réseau a atteint sa limite d’événements publics.',
      'Choisissez « Par lien seulement » pour celui-ci, ou attendez qu’un des autres date d’un jour.',
    ],
  },
  notYet: {
    status: 409,
    isFinal: false,
    en: ['The connection was not ready yet.', 'Reload the page and start again.'],
    fr: ['La connexion n’était pas encore prête.', 'Rechargez la page et recommencez.'],
  },
  badMedia: {
    status: 400,
    isFinal: true,
    en: ['The server cannot use this browser’s video or sound.', 'Use an up-to-date browser and reload the page.'],
    fr: [
      'Le serveur ne peut pas utiliser la vidéo ou le son de ce navigateur.',
      'Utilisez un navigateur à jour et rechargez la page.',
    ],
  },
  alreadySending: {
    status: 409,
    isFinal: false,
    en: ['This camera is already live.', 'End it first, or go live again.'],
    fr: ['Cette caméra est déjà en direct.', 'Arrêtez-la d’abord, ou repassez en direct.'],
  },
  tooManyPerspectives: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['This event has reached its limit of cameras.', 'Try again when someone stops filming.'],
    fr: ['L’événement a atteint son nombre maximal de caméras.', 'Réessayez quand quelqu’un aura arrêté de filmer.'],
  },
  tooManyViewers: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['This event has reached its limit of viewers.', 'Try again in a few minutes.'],
    fr: ['L’événement affiche complet.', 'Réessayez dans quelques minutes.'],
  },
  serverFull: {
    status: 503,
    isFinal: false,
    isCapacity: true,
    en: ['The server is at full capacity.', 'Try again in a few minutes.'],
    fr: ['Le serveur est saturé.', 'Réessayez dans quelques minutes.'],
  },
  mediaRestarting: {
    status: 503,
    isFinal: false,
    en: ['The media server is restarting.', 'This takes a few seconds.'],
    fr: ['Le serveur média redémarre.', 'Patientez quelques secondes.'],
  },
  registryDown: {
    status: 503,
    isFinal: false,
    en: ['The server cannot reach its database.', 'Try again in a moment.'],
    fr: ['Le serveur ne parvient pas à joindre sa base de données.', 'Réessayez dans un instant.'],
  },
  writtenLater: {
    status: 503,
    isFinal: true,
    en: [
      'Done, but not saved yet: the server cannot reach its database.',
      'No need to do it again: it is saved as soon as the database is back.',
    ],
    fr: [
      'C’est fait, mais pas encore enregistré : le serveur ne parvient pas à joindre sa base de données.',
      'Inutile de recommencer : ce sera enregistré dès son retour.',
    ],
  },
  defect: {
    status: 500,
    isFinal: false,
    en: ['Something went wrong on our side.', 'Try again; if it keeps happening, send us the number.'],
    fr: ['Une erreur est survenue de notre côté.', 'Réessayez ; si cela se reproduit, communiquez-nous le numéro.'],
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
