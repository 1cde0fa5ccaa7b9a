import type { Request } from 'express';
import type { Language } from './previewTexts.ts';

/** The language that a browser prefers, of those that pages have. */
export const languageOf = (request: Request): Language => (request.acceptsLanguages('en', 'fr') === 'fr' ? 'fr' : 'en');
