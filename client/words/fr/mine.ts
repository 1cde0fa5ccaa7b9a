import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';

const { count } = formatsOf('fr-FR');

export const mine: Words['live']['mine'] = {
  title: 'Ma vidéo',
  now: 'regardent',
  inAll: 'l’ont vue en tout',
  minutes: 'minutes vues',
  intro:
    'Rien n’est encore conservé sur cette caméra. Une fois en direct, vous voyez ici combien de personnes regardent, ce que la modération a décidé et ce qui est conservé. Vous pouvez tout télécharger ou tout supprimer.',
  decisions: 'Décisions à son sujet',
  noDecisions: 'Aucune décision pour l’instant.',
  featured: (from: string, to: string | null) =>
    to ? `Mise en avant de ${from} à ${to}` : `Mise en avant depuis ${from}`,
  byEvent: 'les règles de l’événement',
  byModerator: (id: string) => `modération ${id}`,
  decidedNow: (what: string, why: string) => (why ? `${what} : « ${why} »` : what),
  what: 'Ce que vous pouvez faire',
  name: 'Nom affiché avec votre vidéo',
  rename: 'Renommer',
  renameHint: 'Votre vidéo s’interrompt un instant et garde sa place.',
  pause: 'Pause',
  resume: 'Reprendre',
  paused: { sentence: 'En pause', advice: 'Rien n’est envoyé. Votre place dans la grille est gardée.' },
  coarser: 'Ne partager que ma zone',
  hidePlace: 'Ne plus partager ma position',
  download: 'Télécharger mes données',
  placeNow: {
    off: '',
    area: 'Les autres voient la zone où vous êtes.',
    exact: 'La modération voit votre position exacte.',
  },
  see: 'Voir ou supprimer mes données',
  held: 'Ce qui est conservé',
  nothing: 'Rien.',
  untilAfter: (hours: number) =>
    hours < 48
      ? `Tout est supprimé ${count(Math.round(hours), 'heure', 'heures')} après la fin de l’événement.`
      : `Tout est supprimé ${Math.round(hours / 24)} jours après la fin de l’événement.`,
  until: (when: string) => `Tout est supprimé au plus tard ${when}.`,
  takeBack: 'Tout supprimer',
  takeBackMeans:
    'Vous n’êtes plus en direct, et le serveur supprime tout ce qu’il conserve sur cet appareil pour cet événement. C’est définitif.',
  takeBackNow: 'Supprimer',
  keep: 'Garder',
  takenBack: 'Tout est supprimé',
  was: 'Ce qui était conservé',
  left: 'Ce qui reste',
  nothingLeft: 'Il ne reste rien.',
  filesSoon: 'D’ici une minute, les fichiers du serveur n’en gardent rien non plus.',
  filesLater:
    'La base de données de ce serveur garde un temps d’anciennes copies dans ses fichiers. Demandez à qui gère le serveur combien de temps.',
  leftWhy:
    'Une exclusion ou un silence reste jusqu’à la suppression des données de l’événement, sinon il serait sans effet.',
  kinds: {
    record: 'Votre perspective',
    camera: 'La clé de votre caméra, en empreinte',
    device: 'Cet appareil, en empreinte',
    place: 'Votre position',
    curation: 'Les réglages de la modération',
    decisions: 'Les décisions du journal',
    messages: 'Vos messages',
    statistics: 'Sa durée et ses vues',
    reportsAbout: 'Les signalements à son sujet',
    reportsBy: 'Vos signalements',
    trust: 'La confiance de la modération',
    ban: 'Son exclusion',
    mute: 'Votre mise en silence',
  },
};
