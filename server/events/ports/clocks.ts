/**
 * The steady clock, for intervals and for media: ms since the epoch as of the process' start. It is never stepped, so
 * it may be hours off the wall clock.
 */
export type Now = () => number;
/**
 * The wall clock, for what people read and what other machines and later starts compare: dates, tokens, stored records.
 * Ms since the epoch. It may be stepped at any time, so no interval is measured by it.
 */
export type WallNow = () => number;
