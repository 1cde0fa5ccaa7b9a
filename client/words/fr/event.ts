import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';

const { count } = formatsOf('fr-FR');

export const event: Words['event'] = {
  over: 'Cet événement est terminé',
  ended: 'Fin',
  began: 'Début',
  at: (day, time) => `${day} à ${time}`,
  filmedBy: 'Filmé par',
  phones: (n) => count(n, 'téléphone', 'téléphones'),
  filmedFor: 'Filmé pendant',
  length: (hours, minutes) =>
    hours === 0
      ? `${minutes}\u00a0min`
      : minutes === 0
        ? `${hours}\u00a0h`
        : `${hours}\u00a0h\u00a0${String(minutes).padStart(2, '0')}`,
  nobodyFilmed: 'Personne ne l’a filmé.',
  onNow: 'En ce moment',
  live: (n) => count(n, 'téléphone en direct', 'téléphones en direct'),
  starts: (day, time) => `Commence ${day} à ${time}`,
  inTime: (length) => `dans ${length}`,
  countdown: (minutes, seconds) => (minutes === 0 ? `${seconds}\u00a0s` : `${minutes}\u00a0min ${seconds}\u00a0s`),
  addToCalendar: 'Ajouter au calendrier',
  waitingHint: 'La première image s’affichera ici.',
  watchHint: 'Gardez cette page ouverte : la première image s’affichera ici.',
  filmHint: 'Vous pouvez déjà filmer pour essayer : le public le verra aussitôt.',
  filmNow: 'Filmer quand même',
  filmEarly: 'Essayer de filmer',
  unknownHint:
    'Vérifiez le lien. Un événement accessible seulement par lien est supprimé 12 heures après les dernières images, les autres après 30 jours.',
};
