import { formatsOf } from '../../formats.ts';
import type { Words } from '../words.ts';

const { tenths } = formatsOf('fr-FR');

export const sync: Words['sync'] = {
  title: 'Synchronisation',
  figure: (figures: string) => `Synchronisation : ${figures}`,
  measuring: 'Mesure en cours…',
  frozen: 'Figées',
  inSync: 'Synchronisé',
  spread: 'Écart',
  ms: (ms: number) => `${ms} ms`,
  seconds: (s: number) => `${tenths(s)} s`,
  behind: (span: string) => `${span} après le direct`,
  late: (span: string) => `${span} de retard`,
  early: (span: string) => `${span} d’avance`,
  about: (span: string) => `environ ${span}`,
  agrees: 'synchronisée',
  unknown: 'heure de capture inconnue',
  doubted: 'horloge incohérente, corrigée par le serveur',
  mode: 'Lecture',
  modes: { together: 'Même instant', live: 'Délai minimal' },
  modeHints: {
    together:
      'Toutes les perspectives montrent le même instant. Seule une perspective bien trop en retard reste à la traîne.',
    live: 'Chaque perspective s’affiche dès qu’elle arrive, sans attendre les autres.',
  },
  shared: 'Comme les écrans voisins',
  sharedHint: 'Pour plusieurs écrans côte à côte : ceux qui l’activent partagent le même délai.',
  plot: 'Délai de chaque perspective sur la dernière minute',
  ago: (s: number) => `il y a ${s} s`,
  now: 'maintenant',
  held: (span: string) => `cible : ${span}`,
  tiles: 'Chaque perspective',
  latency: 'délai',
  skew: 'décalage',
  noPicture: 'Pas d’image pour l’instant',
  sources: {
    absCaptureTime: 'Heure de capture envoyée par le téléphone',
    reports: 'Datée par les rapports du téléphone',
    arrival: 'Datée à l’arrivée seulement ; heure de capture inconnue',
  },
  clocks: { good: 'horloge précise', fair: 'horloge correcte', poor: 'horloge peu fiable' },
  nudge: (name: string) => `Afficher ${name} plus tôt ou plus tard`,
  earlier: '10 ms plus tôt',
  later: '10 ms plus tard',
  reset: 'Réinitialiser',
  save: 'Enregistrer pour tout le monde',
  clear: 'Supprimer pour tout le monde',
  forAll: (span: string) => `${span} pour tout le monde`,
  unsaved: 'Non enregistré : le serveur n’a pas répondu.',
  unsavedAdvice: 'Réessayez une fois la connexion rétablie.',
  playouts: {
    worker: 'Ce navigateur montre chaque image à son instant.',
    buffered: 'Ce navigateur retient les images dans son propre tampon, un peu moins finement.',
    plain: 'Ce navigateur ne peut pas retenir les images : elles sont montrées comme elles viennent.',
  },
};
