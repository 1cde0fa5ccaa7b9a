/**
 * The steady clock, for intervals and for media: ms since the epoch as it was when the process began. It is never
 * stepped, so it may be hours off the world's.
 */
export type Now = () => number;
/**
 * The world's clock, for what people read and what other machines and later starts compare: dates, tokens, whatever is
 * stored. Ms since the epoch. It may be stepped either way at any time, so no interval is measured by it.
 */
export type WallNow = () => number;
