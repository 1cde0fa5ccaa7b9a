import { words } from '../words/words.ts';

/** From here on spans are written in tenths of a second instead of ms. */
const longMs = 300;
const minus = '−';

export const spanOf = (ms: number) => (ms < longMs ? words.sync.ms(ms) : words.sync.seconds(ms / 1_000));

const signOf = (ms: number) => (ms < 0 ? minus : ms > 0 ? '+' : '');

/** With its sign, such as +120 ms. */
export const signedOf = (ms: number) => `${signOf(ms)}${spanOf(Math.abs(ms))}`;

/** With its sign and to the ms, however long. */
export const exactOf = (ms: number) => `${signOf(ms)}${words.sync.ms(Math.abs(ms))}`;

/** In words, such as "120 ms late". */
export const offOf = (ms: number) => (ms < 0 ? words.sync.early : words.sync.late)(spanOf(Math.abs(ms)));

/** The shortest form that is understood beside a picture: long spans need the word. */
export const brieflyOff = (ms: number) => (Math.abs(ms) < longMs ? signedOf(ms) : offOf(ms));
