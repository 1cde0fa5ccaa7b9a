import type { Words } from '../words.ts';

export const clock: Words['clock'] = {
  title: 'L’horloge du serveur',
  hint: 'Approchez votre téléphone jusqu’à ce que ces couleurs remplissent son image, puis lancez-y le test de synchro.',
};
