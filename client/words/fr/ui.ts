import type { Words } from '../words.ts';

export const ui: Words['ui'] = { close: 'Fermer', retry: 'Réessayer', back: 'Retour', toHome: 'Tous les événements' };
