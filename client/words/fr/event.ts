import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';

const { count } = formatsOf('fr-FR');

export const event: Words['event'] = {
  over: 'Cet événement est terminé',
  ended: 'Terminé',
  began: 'Commencé',
  at: (day, time) => `${day}, ${time}`,
  filmedBy: 'Filmé par',
  phones: (n) => count(n, 'téléphone', 'téléphones'),
  filmedFor: 'Pendant',
  length: (hours, minutes) =>
    hours === 0 ? `${minutes}\u00a0min` : minutes === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${minutes}`,
  nobodyFilmed: 'Personne ne l’a filmé.',
  onNow: 'En ce moment',
  live: (n) => count(n, 'téléphone en direct', 'téléphones en direct'),
  starts: (day, time) => `Commence ${day}, ${time}`,
  inTime: (length) => `dans ${length}`,
  addToCalendar: 'Ajouter au calendrier',
  waitingHint: 'La première image s’affichera ici d’elle-même.',
  watchHint: 'Gardez cette page ouverte\u00a0: la première image s’affichera d’elle-même.',
  filmHint: 'Vous pouvez déjà filmer pour essayer\u202f; le public le verra aussitôt.',
  filmNow: 'Filmer quand même',
  filmEarly: 'Essayer de filmer',
  unknownHint:
    'Vérifiez le lien. Les événements non listés sont supprimés douze heures après leur fin, les autres au bout d’un mois.',
};
