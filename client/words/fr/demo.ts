import type { Words } from '../words.ts';

export const demo: Words['demo'] = {
  title: 'Concert virtuel',
  what: 'Filmé par des caméras virtuelles dans cette page, en direct via le serveur',
  opening: 'Les caméras se mettent en place…',
  cameras: (n: number) => `${n} caméras`,
  fewer: 'Retirer une caméra',
  more: 'Ajouter une caméra',
  seats: [
    'Dans la foule',
    'Balcon',
    'Premier rang, à droite',
    'Côté droit',
    'Coulisse droite',
    'Fond de scène, à droite',
    'Derrière la batterie',
    'Fond de scène, à gauche',
    'Coulisse gauche',
    'Côté gauche',
    'Premier rang, à gauche',
    'Régie',
  ],
};
