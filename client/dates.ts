/** The last instant that dates know, ms before and after 1970 (ECMA-262, "Time Values and Time Range"). */
const lastMs = 8.64e15;

/** False for everything that a date would throw at. */
export const isDate = (ms: number): boolean => Math.abs(ms) <= lastMs;

export const isoOf = (ms: number): string | undefined => (isDate(ms) ? new Date(ms).toISOString() : undefined);

/** Never throws, whatever the server says when something is. */
export const dateIn = (format: Intl.DateTimeFormat, ms: number): string => (isDate(ms) ? format.format(ms) : '–');
