import type { Words } from '../words.ts';

export const ui: Words['ui'] = {
  close: 'Fermer',
  retry: 'Réessayer',
  toHome: 'Tous les événements',
  reload: 'Recharger la page',
  cut: 'Le serveur est injoignable.',
  triesAgain: 'Nouvelle tentative automatique.',
  inLine: 'Vous êtes dans la file d’attente : nouvelle tentative automatique.',
  tryNow: 'Réessayer',
  tapToPlay: 'Touchez pour lire',
  itemBroken: 'Impossible d’afficher ceci',
  checkNetwork: 'Vérifiez votre connexion et rechargez la page.',
  noCode: {
    unreachable: [
      'Les téléphones ne peuvent pas joindre ce serveur.',
      'Il n’écoute que sur cet ordinateur. Démarrez-le sur votre réseau, puis ouvrez cette page à son adresse.',
    ],
    forwarded: [
      'Les téléphones ne peuvent pas ouvrir cette adresse.',
      'Elle ne vaut que sur cet ordinateur. Ouvrez cette page à l’adresse que les téléphones utilisent : le code apparaîtra.',
    ],
    filmsNot: [
      'Les téléphones ne filment qu’en https.',
      'Démarrez le serveur ainsi, puis ouvrez la nouvelle adresse :',
    ],
  },
};
