/**
 * A machine-readable clock in a picture: the 32 low bits of a time in ms and a checksum, as black and white blocks in
 * two rows along the top. In a picture of 160 × 90 px each of the 20 × 2 blocks is 8 × 8 px and aligned with VP8's
 * transform blocks, so that they survive 60 kbit/s and the smallest simulcast layer.
 */

const valueBits = 32;
const checkBits = 8;
const columns = 20;
const rows = 2;
/** Height of a row, as a share of the picture's: 8 of 90 px. */
const rowShare = 8 / 90;
const span = 2 ** valueBits;

/** A part of a picture, in shares (0 to 1) of its width and height. */
export type Share = { left: number; top: number; width: number; height: number };

/** The block of each bit, the highest bit first. Readers sample the middle, so the edges may be blurred. */
export const timecodeBlocks: readonly Share[] = Array.from({ length: columns * rows }, (_, index) => ({
  left: (index % columns) / columns,
  top: Math.floor(index / columns) * rowShare,
  width: 1 / columns,
  height: rowShare,
}));

const bitsOf = (value: number, count: number): boolean[] =>
  Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (count - 1 - index)) % 2 === 1);

const numberOf = (bits: readonly boolean[]): number => bits.reduce((value, bit) => value * 2 + (bit ? 1 : 0), 0);

/** CRC-8 (x⁸ + x² + x + 1, started at 0xff): finds all errors of up to three bits in 40, and all but 1 of 128 beyond. */
function checkOf(bits: readonly boolean[]): number {
  return bits.reduce((sum, bit) => {
    const isHigh = (sum & 0x80) !== 0;
    return ((sum << 1) & 0xff) ^ (isHigh !== bit ? 0x07 : 0);
  }, 0xff);
}

/** The blocks of a time in ms since 1970, in the order of `timecodeBlocks`; true is white. */
export function timecodeBits(ms: number): boolean[] {
  const value = bitsOf(Math.floor(ms) % span, valueBits);
  return [...value, ...bitsOf(checkOf(value), checkBits)];
}

/** Brightness (of 255) up to which a block is black, and from which it is white; between, two frames are blended. */
const darkest = 100;
const brightest = 155;
/** No picture is this old, ms: a time further away was misread. */
const farMs = 600_000;

/**
 * The time in ms since 1970 that a picture shows, from the brightness (0 to 255) of the middle of each block; `nearMs`
 * supplies the high bits, which are not in the picture. Null if a block is grey or the checksum does not fit.
 */
export function readTimecode(brightness: readonly number[], nearMs: number): number | null {
  if (brightness.length !== timecodeBlocks.length) return null;
  if (brightness.some((value) => value > darkest && value < brightest)) return null;
  const bits = brightness.map((value) => value >= brightest);
  const value = bits.slice(0, valueBits);
  if (checkOf(value) !== numberOf(bits.slice(valueBits))) return null;
  const low = numberOf(value);
  const ms = low + Math.round((nearMs - low) / span) * span;
  return Math.abs(ms - nearMs) <= farMs ? ms : null;
}
