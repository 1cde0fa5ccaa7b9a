/** Characters of one message, and the links in it. */
export const maxMessage = 280;
export const maxLinks = 1;
/** Messages that whoever joins is given. */
export const messagesOnJoin = 50;

/** In the order in which they are offered. */
export const reactions = ['heart', 'clap', 'fire', 'laugh', 'wow', 'sad'] as const;
export type Reaction = (typeof reactions)[number];
