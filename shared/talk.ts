/** Characters, and links, in one message. */
export const maxMessage = 280;
export const maxLinks = 1;
/** Chat messages that a page gets when it joins. */
export const messagesOnJoin = 50;

/** In the order of their buttons. */
export const reactions = ['heart', 'clap', 'fire', 'laugh', 'wow', 'sad'] as const;
export type Reaction = (typeof reactions)[number];
