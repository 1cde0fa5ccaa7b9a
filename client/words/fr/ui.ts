import type { Words } from '../words.ts';

export const ui: Words['ui'] = {
  close: 'Fermer',
  retry: 'Réessayer',
  back: 'Retour',
  toHome: 'Tous les événements',
  forThisMachine:
    'Les téléphones ne peuvent pas joindre ce serveur : il n’écoute que sur cet ordinateur. Démarrez-le sur le réseau, puis ouvrez cette page à cette adresse.',
};
