import type { Words } from '../words.ts';

export const ui: Words['ui'] = {
  close: 'Fermer',
  retry: 'Réessayer',
  back: 'Retour',
  toHome: 'Tous les événements',
  reload: 'Recharger la page',
  cut: 'Le serveur est injoignable.',
  triesAgain: 'Cette page réessaie toute seule.',
  inLine: 'Vous êtes dans la file : cette page réessaie toute seule.',
  tryNow: 'Réessayer',
  tapToPlay: 'Touchez pour lire',
  itemBroken: 'Impossible d’afficher ceci',
  checkNetwork: 'Vérifiez votre réseau et rechargez la page.',
  forThisMachine:
    'Les téléphones ne peuvent pas joindre ce serveur : il n’écoute que sur cet ordinateur. Démarrez-le sur le réseau, puis ouvrez cette page à cette adresse.',
};
