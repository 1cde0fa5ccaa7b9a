/** Seven segments of each digit: top, upper left, upper right, middle, lower left, lower right, bottom. */
const strokes = [
  '1110111',
  '0010010',
  '1011101',
  '1011011',
  '0111010',
  '1101011',
  '1101111',
  '1010010',
  '1111111',
  '1111011',
];

/** One segment: lower left corner and size, relative to the digit's height, y upwards. */
export type Stroke = { x: number; y: number; width: number; height: number };

const thick = 0.14;
const wide = 0.56;
const half = (1 - thick) / 2;
const bars: Stroke[] = [
  { x: 0, y: 1 - thick, width: wide, height: thick },
  { x: 0, y: half, width: thick, height: half + thick },
  { x: wide - thick, y: half, width: thick, height: half + thick },
  { x: 0, y: half, width: wide, height: thick },
  { x: 0, y: 0, width: thick, height: half + thick },
  { x: wide - thick, y: 0, width: thick, height: half + thick },
  { x: 0, y: 0, width: wide, height: thick },
];

const advance = 0.76;
const colonAdvance = 0.36;

const dots = (x: number): Stroke[] => [0.26, 0.62].map((y) => ({ x, y, width: thick, height: thick }));

/** Minutes and seconds of the hour as segments, with their total width. */
export function clockStrokes(ms: number): { strokes: Stroke[]; width: number } {
  const seconds = Math.floor(ms / 1_000) % 3_600;
  const two = (value: number) => String(value).padStart(2, '0');
  const text = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  let x = 0;
  const drawn = [...text].flatMap((letter) => {
    const left = x;
    x += letter === ':' ? colonAdvance : advance;
    if (letter === ':') return dots(left);
    const wanted = strokes[Number(letter)] ?? '';
    return bars.filter((_, index) => wanted[index] === '1').map((bar) => ({ ...bar, x: bar.x + left }));
  });
  return { strokes: drawn, width: x - (advance - wide) };
}
