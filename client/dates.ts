/** Range of `Date`, ms before and after 1970 (ECMA-262, "Time Values and Time Range"). */
const lastMs = 8.64e15;

/** False for values that `Intl.DateTimeFormat` throws at. */
export const isDate = (ms: number): boolean => Math.abs(ms) <= lastMs;

export const isoOf = (ms: number): string | undefined => (isDate(ms) ? new Date(ms).toISOString() : undefined);

/** Never throws, whatever time the server sends. */
export const dateIn = (format: Intl.DateTimeFormat, ms: number): string => (isDate(ms) ? format.format(ms) : '–');
