import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';
import { mine } from './mine.ts';

const { count, tenths } = formatsOf('fr-FR');

export const live: Words['live'] = {
  turnOn: {
    title: 'Filmer cet événement',
    why: 'Votre caméra devient une des perspectives de l’événement.',
    shown: 'Personne ne vous voit ni ne vous entend avant que vous passiez en direct.',
    shownHeld:
      'Personne ne vous voit ni ne vous entend avant que vous passiez en direct et que la modération valide votre caméra.',
    kept: 'Ni votre image ni votre son ne sont enregistrés.',
    act: 'Activer la caméra',
  },
  inApp: {
    title: 'Ouvrez cette page dans votre navigateur',
    why: (app: string) =>
      `Pour filmer, il vous faut votre navigateur : ${app || 'cette application'} ne donne pas accès à la caméra.`,
    open: {
      ios: 'Ouvrir dans Safari',
      android: 'Ouvrir dans le navigateur',
      other: 'Ouvrir dans le navigateur',
    },
    steps: {
      menu: (sign: string, corner: string) => `Touchez ${sign} ${corner}.`,
      signs: { ios: '⋯ ou l’icône de partage', android: '⋮ ou ⋯', other: '⋯' },
      corners: { top: 'en haut à droite', bottom: 'en bas à droite', any: 'dans un coin de l’écran' },
      choose: (entry: string) => `Choisissez « ${entry} ».`,
      entries: {
        external: 'Ouvrir dans un navigateur externe',
        browser: 'Ouvrir dans le navigateur',
        default: 'Ouvrir dans le navigateur par défaut',
      },
    },
    orCopy: {
      ios: 'Ou copiez le lien et collez-le dans Safari.',
      android: 'Ou copiez le lien et collez-le dans votre navigateur.',
      other: 'Ou copiez le lien et collez-le dans votre navigateur.',
    },
    stay: 'Essayer ici',
  },
  devices: {
    title: 'Caméra et micro',
    tool: 'Appareils',
    names: { video: 'Caméra', audio: 'Micro' },
    none: { video: 'Aucune', audio: 'Aucun' },
    hint: 'Vous pouvez en changer pendant le direct.',
    busy: 'Impossible de l’ouvrir. Fermez les autres applications qui l’utilisent, puis choisissez à nouveau.',
  },
  ended: {
    filmed: 'de direct',
    most: 'personnes au maximum',
    duration: (minutes: number) => {
      if (minutes < 1) return `${Math.round(minutes * 60)} s`;
      const whole = Math.round(minutes);
      return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
    },
    notRecorded: 'Ni votre image ni votre son n’ont été enregistrés.',
  },
  syncCheck: {
    title: 'Test de synchro',
    tool: 'Synchro',
    hint: 'Ouvrez cette page sur un autre écran, pointez-y votre caméra et ne bougez plus pendant deux secondes. Le retard de votre caméra est alors corrigé chez le public.',
    start: 'Filmer l’horloge',
    filming: 'Mesure en cours…',
    found: (ms: number) => `Votre caméra a ${ms} ms de retard. Le public le voit désormais corrigé.`,
    notSeen: 'L’horloge n’était pas au milieu de l’image. Approchez-vous et réessayez.',
    known: (ms: number) => `Dernière mesure : ${ms} ms.`,
  },
  mine,
  warned: {
    sentence: 'Ce téléphone envoie trop de données',
    advice:
      'Si cela dure, le serveur y met fin. Rechargez la page, ou fermez les autres applications qui utilisent la caméra.',
  },
  goLive: 'Passer en direct',
  filmHere: 'Filmer ici',
  end: 'Terminer',
  comeBack: 'Se reconnecter',
  restartCamera: 'Relancer la caméra',
  name: 'Nom',
  nameHint: 'Facultatif, affiché avec la vidéo',
  preview: 'Votre vidéo',
  tools: 'Caméra et son',
  microphone: 'Micro',
  microphoneNow: { on: 'Micro activé', off: 'Micro coupé', missing: 'Pas de micro', silent: 'Micro arrêté' },
  music: 'Musique',
  musicHint: 'Musique : son brut, en stéréo',
  flip: 'Changer',
  flipHint: 'Changer de caméra',
  torch: 'Lampe',
  zoom: 'Zoom',
  zoomNow: (times: number) => `${tenths(times)}×`,
  place: { off: 'Position : non', area: 'Position : zone', exact: 'Position : exacte' },
  placeTitle: 'Votre position',
  precision: { off: 'Non', area: 'Zone', exact: 'Exacte' },
  precisionHint: {
    off: 'Personne ne sait où vous êtes.',
    area: 'Tout le monde voit le carré de 111 m où vous êtes, et la direction filmée.',
    exact: 'Seule la modération voit la position exacte. Les autres voient le carré, et la direction filmée.',
  },
  placeState: {
    off: '',
    seeking: 'Recherche de la position…',
    known: 'Position trouvée.',
    denied:
      'Ce navigateur n’a pas accès à votre position : autorisez-la dans ses réglages ou ceux du téléphone, puis choisissez à nouveau.',
    unavailable: 'Position introuvable pour l’instant. Cela marche mieux dehors.',
  },
  invite: {
    title: 'Inviter du monde',
    tool: 'Inviter',
    hint: 'Scannez ce code avec un autre téléphone pour filmer aussi cet événement.',
  },
  shareLink: 'Partager le lien',
  copyLink: 'Copier le lien',
  copied: 'Lien copié',
  watch: 'Regarder l’événement',
  watching: (n: number) => count(n, 'personne regarde', 'personnes regardent'),
  pill: {
    connecting: 'Connexion',
    held: 'À valider',
    live: 'En direct',
    interrupted: 'Interrompu',
    still: 'Pas d’image',
    offline: 'Hors ligne',
  },
  poor: 'Connexion faible',
  soundLost: {
    missing: {
      sentence: 'Pas de micro',
      advice: 'Personne ne vous entend. Branchez un micro et le son revient tout seul.',
    },
    silent: {
      sentence: 'Le micro s’est arrêté',
      advice: 'Personne ne vous entend : un appel ou une autre application l’utilise. Il revient tout seul.',
    },
  },
  explanations: {
    asking: {
      sentence: 'Autorisez la caméra et le micro',
      advice: 'Personne ne vous voit ni ne vous entend avant que vous passiez en direct.',
    },
    offline: { sentence: 'Le serveur est injoignable', advice: 'Cette page réessaie toute seule.' },
    held: { sentence: 'En attente de validation', advice: 'Seule la modération vous voit pour l’instant.' },
    paused: {
      sentence: 'Les nouvelles caméras sont en pause',
      advice: 'Votre place est gardée jusqu’à ce que la modération valide votre caméra.',
    },
    poor: {
      sentence: 'Connexion faible',
      advice: 'Le public vous voit moins nettement. Un autre endroit ou un autre réseau peut aider.',
    },
    interrupted: {
      sentence: 'Connexion perdue',
      advice: 'Elle revient toute seule, ou tout de suite en touchant.',
    },
    still: {
      missing: {
        sentence: 'La caméra est débranchée',
        advice: 'Rebranchez-la et l’image revient. Sinon, une autre caméra prend le relais.',
      },
      silent: {
        sentence: 'La caméra s’est arrêtée',
        advice:
          'Un appel, l’écran verrouillé ou une autre application l’utilise. Elle revient toute seule, ou en touchant.',
      },
    },
    takenOver: {
      sentence: 'Vous êtes en direct dans un autre onglet',
      advice: 'Un seul onglet peut filmer à la fois. Filmez ici, et l’autre s’arrête.',
    },
    otherEnded: {
      sentence: 'L’autre onglet ne filme plus',
      advice: 'Plus personne ne voit l’image de ce téléphone. Filmez ici pour continuer.',
    },
    removed: {
      sentence: 'La modération a retiré votre vidéo',
      advice: 'Si vous repassez en direct, la modération devra d’abord valider votre caméra.',
    },
    banned: { sentence: 'La modération a exclu cette caméra', advice: 'Vous pouvez toujours regarder.' },
    closed: { sentence: 'L’événement est terminé', advice: 'Merci d’avoir filmé.' },
    takenBack: {
      sentence: 'Tout est supprimé',
      advice: 'Le serveur ne conserve plus rien sur cette caméra. Vous pouvez repasser en direct et repartir de zéro.',
    },
    notTakenBack: {
      sentence: 'Vous n’êtes plus en direct, mais rien n’a encore pu être supprimé',
      advice:
        'Le serveur a toujours ce qu’il conservait sur cette caméra. Redemandez à tout supprimer dans un instant.',
    },
    tooMuch: {
      sentence: 'Ce téléphone a envoyé plus que l’événement ne peut recevoir',
      advice: 'Rechargez la page et repassez en direct : elle est peut-être plus ancienne que le serveur.',
    },
    ended: { sentence: 'Vous n’êtes plus en direct', advice: 'Merci d’avoir filmé. Votre caméra est éteinte.' },
  },
  announcements: {
    live: 'Vous êtes en direct',
    connecting: 'Connexion',
    ready: 'C’est prêt',
    microphoneOn: 'Micro activé',
    microphoneOff: 'Micro coupé : personne ne vous entend',
    musicOn: 'Musique : son brut, en stéréo',
    musicOff: 'Parole : le bruit et l’écho sont réduits',
  },
  trouble: {
    denied: { sentence: 'La caméra est bloquée', advice: '' },
    missing: {
      sentence: 'Aucune caméra trouvée',
      advice: 'Branchez-en une et réessayez, ou filmez avec un téléphone.',
    },
    busy: {
      sentence: 'La caméra est déjà utilisée',
      advice: 'Terminez les appels, fermez les applications et onglets qui l’utilisent, puis réessayez.',
    },
    insecure: {
      sentence: 'Une caméra exige une adresse sécurisée',
      advice: 'Ouvrez cette page avec https://. Qui gère le serveur peut le lancer avec : npm start -- --https',
    },
    unsupported: {
      sentence: 'Ce navigateur ne peut pas utiliser la caméra',
      advice: 'Ouvrez cette page dans une version à jour de Safari, Chrome, Firefox ou Edge.',
    },
    unknown: {
      sentence: 'La caméra n’a pas démarré',
      advice: 'Réessayez. Si cela persiste, redémarrez le navigateur.',
    },
  },
  allow: {
    iosSafari:
      'Touchez l’icône à gauche de l’adresse (AA ou une page), puis Réglages du site web, et autorisez Appareil photo et Micro.',
    iosOther: 'Ouvrez les Réglages de l’iPhone, choisissez ce navigateur, et autorisez Appareil photo et Micro.',
    androidFirefox:
      'Touchez le cadenas à gauche de l’adresse et autorisez la caméra et le micro. Si cela ne suffit pas : Paramètres du téléphone, Applications, Firefox, Autorisations.',
    androidChrome:
      'Touchez l’icône à gauche de l’adresse, puis Autorisations, et autorisez la caméra et le micro. Si cela ne suffit pas : Paramètres du téléphone, Applications, ce navigateur, Autorisations.',
    firefox: 'Cliquez sur la caméra barrée à gauche de l’adresse, levez le blocage, et réessayez.',
    safari: 'Dans le menu Safari, choisissez Réglages pour ce site web, et autorisez la caméra et le micro.',
    chrome: 'Cliquez sur l’icône à gauche de l’adresse, activez la caméra et le micro, et réessayez.',
  },
  openElsewhere:
    'Les applications comme celle-ci ne donnent pas accès à la caméra : ouvrez plutôt cette page dans Safari ou Chrome.',
  heldNext: 'La modération valide chaque caméra avant que le public la voie.',
  pausedNext:
    'Les nouvelles caméras sont en pause. Vous pouvez passer en direct et attendre que la modération valide votre caméra.',
  noWebRtc: 'Ce navigateur ne peut pas envoyer de vidéo en direct',
};
