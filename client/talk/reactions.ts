import type { Reaction } from '../../shared/conversations/talk.ts';

/** How each reaction looks, in the order in which they are offered. */
export const signs: Record<Reaction, string> = {
  heart: '❤️',
  clap: '👏',
  fire: '🔥',
  laugh: '😄',
  wow: '😮',
  sad: '😢',
};
export const reactionsInOrder = Object.keys(signs) as Reaction[];
