import { words } from '../words/words.ts';

/** From here on tenths of a second say more than ms. */
const longMs = 300;
const minus = '−';

/** A span of time, ms. */
export const spanOf = (ms: number) => (ms < longMs ? words.sync.ms(ms) : words.sync.seconds(ms / 1_000));

const signOf = (ms: number) => (ms < 0 ? minus : ms > 0 ? '+' : '');

/** By how much later, or earlier, as short as can be. */
export const signedOf = (ms: number) => `${signOf(ms)}${spanOf(Math.abs(ms))}`;

/** The same to the ms. */
export const exactOf = (ms: number) => `${signOf(ms)}${words.sync.ms(Math.abs(ms))}`;

/** The same in words. */
export const offOf = (ms: number) => (ms < 0 ? words.sync.early : words.sync.late)(spanOf(Math.abs(ms)));

/** As short as it is understood beside a picture: a long span needs its word. */
export const brieflyOff = (ms: number) => (Math.abs(ms) < longMs ? signedOf(ms) : offOf(ms));
