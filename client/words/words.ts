import { en } from './en.ts';
import { fr } from './fr.ts';

export type Words = typeof en;
export type Language = 'en' | 'fr';

export const language: Language = navigator.languages
  .find((l) => /^(en|fr)\b/i.test(l))
  ?.toLowerCase()
  .startsWith('fr')
  ? 'fr'
  : 'en';

/** The texts in the browser's language. Texts with placeholders are functions. */
export const words: Words = language === 'fr' ? fr : en;
