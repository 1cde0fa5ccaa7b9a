import type { Words } from '../words.ts';

export const demo: Words['demo'] = {
  title: 'Un concert qui n’existe pas',
  what: 'Des caméras virtuelles dans cette page, en direct à travers le serveur',
  opening: 'Les caméras prennent place',
  cameras: (n: number) => `${n} caméras`,
  fewer: 'Une caméra de moins',
  more: 'Une caméra de plus',
  seats: [
    'Dans la foule',
    'Balcon',
    'Premier rang, à droite',
    'Côté droit',
    'Coulisse droite',
    'Fond, à droite',
    'Derrière la batterie',
    'Fond, à gauche',
    'Coulisse gauche',
    'Côté gauche',
    'Premier rang, à gauche',
    'Tour de régie',
  ],
};
