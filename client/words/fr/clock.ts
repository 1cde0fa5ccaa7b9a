import type { Words } from '../words.ts';

export const clock: Words['clock'] = {
  title: 'L’horloge du serveur',
  hint: 'Tenez un téléphone si près que ces couleurs remplissent son image, puis lancez-y le contrôle de synchronisation.',
};
