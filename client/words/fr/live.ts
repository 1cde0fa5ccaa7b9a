import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';

const { count, tenths } = formatsOf('fr-FR');

export const live: Words['live'] = {
  syncCheck: {
    title: 'Contrôle de synchronisation',
    tool: 'Synchro',
    hint: 'Ouvrez cette page sur un autre écran, visez-la avec la caméra et restez immobile deux secondes. Le retard de votre caméra est alors pris en compte.',
    start: 'Filmer l’horloge',
    filming: 'En train de filmer…',
    found: (ms: number) => `Votre caméra a ${ms} ms de retard. Les pages des spectateurs le savent désormais.`,
    notSeen: 'L’horloge n’était pas au milieu de l’image. Approchez-vous et réessayez.',
    known: (ms: number) => `Mesuré auparavant : ${ms} ms.`,
  },
  mine: {
    title: 'Ce que devient mon image',
    now: 'regardent',
    inAll: 'l’ont vue en tout',
    minutes: 'minutes vues',
    intro:
      'Rien n’est gardé de cette caméra. Une fois en direct, vous voyez ici combien de personnes regardent, qui a décidé quoi au sujet de votre image et ce qui en est gardé ; vous pouvez tout obtenir, ou tout reprendre.',
    decisions: 'Ce qui a été décidé à son sujet',
    noDecisions: 'Personne n’a rien décidé.',
    featured: (from: string, to: string | null) =>
      to ? `Mise en avant de ${from} à ${to}` : `Mise en avant depuis ${from}`,
    byEvent: 'les règles de l’événement',
    byModerator: (id: string) => `modération ${id}`,
    decidedNow: (what: string, why: string) => (why ? `${what} : « ${why} »` : what),
    what: 'Ce que vous pouvez faire',
    name: 'Le nom que voient les autres',
    rename: 'Renommer',
    renameHint: 'Votre image s’absente un instant et garde sa place.',
    pause: 'Pause',
    resume: 'Reprendre',
    paused: { sentence: 'En pause', advice: 'Rien n’est envoyé. Votre place dans la grille est gardée.' },
    coarser: 'Ne montrer que la zone désormais',
    hidePlace: 'Cacher mon lieu désormais',
    download: 'Télécharger ce qui est gardé',
    placeNow: {
      off: '',
      area: 'Les autres voient la zone où vous êtes.',
      exact: 'La modération voit votre lieu exact.',
    },
    see: 'Voir ou tout reprendre',
    held: 'Ce qui est gardé',
    nothing: 'Rien.',
    untilAfter: 'Tout est effacé un temps fixé après la fin de l’événement.',
    until: (when: string) => `Tout est effacé d’ici ${when}.`,
    takeBack: 'Tout reprendre',
    takeBackMeans:
      'Vous n’êtes plus en direct, et le serveur efface ce qu’il garde de cet appareil pour cet événement. C’est définitif.',
    takeBackNow: 'Tout effacer',
    keep: 'Garder',
    takenBack: 'C’est repris',
    was: 'Ce qu’il y avait',
    left: 'Ce qui reste',
    nothingLeft: 'Il ne reste rien.',
    filesSoon: 'D’ici une minute, les fichiers du serveur n’en garderont rien non plus.',
    filesLater:
      'Ici, la base de données garde un temps d’anciennes copies dans ses propres fichiers ; demandez à qui gère ce serveur combien de temps.',
    leftWhy: 'Une exclusion ou un silence reste jusqu’à l’effacement de l’événement, sinon ce n’en serait pas un.',
    kinds: {
      record: 'Votre perspective',
      camera: 'La clé de votre caméra, en empreinte',
      device: 'Cet appareil, en empreinte',
      place: 'Votre lieu',
      curation: 'Les réglages de la modération',
      decisions: 'Les décisions du journal',
      messages: 'Vos messages',
      statistics: 'Combien elle a été vue',
      reportsAbout: 'Les signalements à son sujet',
      reportsBy: 'Vos signalements',
      trust: 'Le fait qu’elle est jugée fiable',
      ban: 'Le fait qu’elle est exclue',
      mute: 'Le fait que vous êtes réduit au silence',
    },
  },
  warned: {
    sentence: 'Ce téléphone envoie plus que convenu',
    advice: 'Si cela dure, le serveur y met fin. Rechargez la page, ou fermez les autres applications qui filment.',
  },
  goLive: 'Passer en direct',
  filmHere: 'Filmer ici',
  end: 'Terminer',
  comeBack: 'Revenir',
  name: 'Nom',
  nameHint: 'Facultatif, affiché avec votre image',
  preview: 'Votre image',
  tools: 'Caméra et son',
  microphone: 'Micro',
  microphoneNow: { on: 'Micro ouvert', off: 'Micro coupé', missing: 'Pas de micro', silent: 'Micro muet' },
  music: 'Musique',
  musicHint: 'Musique : le son tel quel, en stéréo',
  flip: 'Retourner',
  flipHint: 'Prendre l’autre caméra',
  torch: 'Lampe',
  zoom: 'Zoom',
  zoomNow: (times: number) => `${tenths(times)}×`,
  place: { off: 'Lieu : non', area: 'Lieu : zone', exact: 'Lieu : exact' },
  placeTitle: 'D’où vous filmez',
  precision: { off: 'Non', area: 'Zone', exact: 'Exact' },
  precisionHint: {
    off: 'Personne n’apprend où vous êtes.',
    area: 'Tout le monde voit un carré de 111 m où vous êtes, et vers où vous filmez.',
    exact: 'Seule la modération voit le lieu exact ; les autres voient le carré, et vers où vous filmez.',
  },
  placeState: {
    off: '',
    seeking: 'Recherche du lieu…',
    known: 'Le lieu est connu.',
    denied:
      'Ce navigateur ne peut pas connaître votre lieu : autorisez-le dans ses réglages ou ceux du téléphone, et choisissez à nouveau.',
    unavailable: 'Le lieu est introuvable pour l’instant. Cela marche mieux dehors.',
  },
  invite: 'Inviter',
  inviteTitle: 'Plus d’yeux, plus d’angles',
  inviteHint: 'Qui vise ce code avec un téléphone peut filmer cet événement aussi.',
  shareLink: 'Partager le lien',
  copyLink: 'Copier le lien',
  copied: 'Lien copié',
  watch: 'Voir toutes les perspectives',
  watching: (n: number) => count(n, 'personne regarde', 'personnes regardent'),
  pill: {
    connecting: 'Connexion',
    held: 'En attente',
    live: 'En direct',
    interrupted: 'Interrompu',
    still: 'Pas d’image',
    offline: 'Hors ligne',
  },
  poor: 'Réseau faible',
  soundLost: {
    missing: {
      sentence: 'Pas de micro',
      advice: 'Personne ne vous entend. Dès qu’un micro est branché, le son revient de lui-même.',
    },
    silent: {
      sentence: 'Le micro s’est arrêté',
      advice: 'Personne ne vous entend : un appel ou une autre application l’a pris. Il revient de lui-même.',
    },
  },
  explanations: {
    asking: {
      sentence: 'Autorisez cette page à utiliser la caméra et le micro',
      advice: 'Personne ne voit ni n’entend rien avant que vous passiez en direct.',
    },
    offline: { sentence: 'Le serveur est injoignable', advice: 'La page réessaie jusqu’à ce qu’il réponde.' },
    held: { sentence: 'La modération va regarder', advice: 'Personne d’autre ne vous voit pour l’instant.' },
    paused: {
      sentence: 'Les entrées sont suspendues pour l’instant',
      advice: 'Votre place est gardée. La modération vous fera entrer à la réouverture.',
    },
    poor: {
      sentence: 'Réseau faible',
      advice: 'Les autres vous voient moins nettement. Un autre endroit ou réseau serait peut-être meilleur.',
    },
    interrupted: {
      sentence: 'La connexion est coupée',
      advice: 'Elle revient d’elle-même, ou tout de suite en touchant.',
    },
    still: {
      missing: {
        sentence: 'La caméra est débranchée',
        advice: 'Rebranchez-la : l’image revient d’elle-même. Sinon, une autre caméra prend sa place.',
      },
      silent: {
        sentence: 'La caméra s’est arrêtée',
        advice:
          'Un appel, le verrouillage de l’écran ou une autre application l’a prise. Elle revient d’elle-même, ou d’un geste.',
      },
    },
    takenOver: {
      sentence: 'Vous êtes en direct depuis un autre onglet ou une autre fenêtre',
      advice: 'Un seul onglet peut filmer à la fois. Filmez ici, et l’autre s’arrête.',
    },
    otherEnded: {
      sentence: 'L’autre onglet ou fenêtre ne filme plus',
      advice: 'Plus personne ne voit l’image de ce téléphone. Filmez ici pour continuer.',
    },
    removed: {
      sentence: 'La modération a retiré votre image',
      advice: 'Si vous repassez en direct, la modération devra d’abord vous laisser entrer.',
    },
    banned: {
      sentence: 'La modération a fermé cet événement à cette caméra',
      advice: 'Vous pouvez toujours regarder.',
    },
    closed: { sentence: 'L’événement est terminé', advice: 'Merci d’avoir filmé.' },
    takenBack: {
      sentence: 'Vous avez tout repris',
      advice: 'Le serveur ne garde plus rien de cette caméra. Si vous repassez en direct, tout recommence.',
    },
    notTakenBack: {
      sentence: 'Vous n’êtes plus en direct, mais rien n’a encore pu être effacé',
      advice: 'Le serveur garde toujours ce qu’il avait de cette caméra. Redemandez à tout reprendre dans un instant.',
    },
    tooMuch: {
      sentence: 'Ce téléphone a envoyé plus que l’événement ne peut prendre',
      advice: 'Rechargez la page et repassez en direct : elle est peut-être plus ancienne que le serveur.',
    },
    ended: { sentence: 'Vous n’êtes plus en direct', advice: '' },
  },
  announcements: {
    live: 'Vous êtes en direct',
    connecting: 'Connexion',
    ready: 'Prêt',
    microphoneOn: 'Micro ouvert',
    microphoneOff: 'Micro coupé : personne ne vous entend',
    musicOn: 'Musique : le son est envoyé tel quel, en stéréo',
    musicOff: 'Parole : le bruit et l’écho sont retirés',
  },
  trouble: {
    denied: { sentence: 'La caméra n’est pas autorisée ici', advice: '' },
    missing: {
      sentence: 'Aucune caméra n’a été trouvée',
      advice: 'Branchez-en une et réessayez, ou filmez avec un téléphone.',
    },
    busy: {
      sentence: 'La caméra est prise',
      advice: 'Terminez les appels, fermez les applications et onglets qui l’utilisent, et réessayez.',
    },
    insecure: {
      sentence: 'Une caméra exige une adresse sécurisée',
      advice:
        'Ouvrez cette page avec https:// au début. Qui tient le serveur peut le lancer avec : npm start -- --https',
    },
    unsupported: {
      sentence: 'Ce navigateur n’a pas de caméra pour les pages',
      advice: 'Ouvrez cette page dans une version récente de Safari, Chrome, Firefox ou Edge.',
    },
    unknown: {
      sentence: 'La caméra n’a pas pu démarrer',
      advice: 'Réessayez ; si cela persiste, redémarrez le navigateur.',
    },
  },
  allow: {
    inApp: '',
    iosSafari:
      'Touchez le signe à gauche de l’adresse (AA ou une page), puis Réglages du site web, et autorisez Appareil photo et Micro.',
    iosOther: 'Ouvrez les Réglages de l’iPhone, choisissez ce navigateur, et autorisez Appareil photo et Micro.',
    androidFirefox:
      'Touchez le cadenas à gauche de l’adresse et autorisez la caméra et le micro ; sinon dans les Paramètres du téléphone : Applications, Firefox, Autorisations.',
    androidChrome:
      'Touchez le signe à gauche de l’adresse, puis Autorisations, et autorisez la caméra et le micro ; sinon dans les Paramètres du téléphone : Applications, ce navigateur, Autorisations.',
    firefox: 'Cliquez sur la caméra barrée à gauche de l’adresse, levez le blocage, et réessayez.',
    safari: 'Dans le menu Safari, choisissez Réglages de ce site web, et autorisez la caméra et le micro.',
    chrome: 'Cliquez sur le signe à gauche de l’adresse, autorisez la caméra et le micro, et réessayez.',
  },
  openElsewhere:
    'Les applications comme celle-ci gardent la caméra pour elles : ouvrez cette page dans Safari ou Chrome, par le menu de l’application.',
  heldNext: 'La modération regarde chaque image avant que les autres la voient.',
  pausedNext:
    'Les entrées sont suspendues : vous pouvez passer en direct et attendre que la modération vous fasse entrer.',
  noWebRtc: 'Ce navigateur ne peut pas envoyer d’images en direct',
};
