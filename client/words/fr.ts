import type { Words } from './words.ts';

export const fr: Words = {
  ui: { close: 'Fermer', retry: 'Réessayer', back: 'Retour' },
  home: {},
  watch: {},
  live: {},
  moderate: {},
  demo: {},
};
