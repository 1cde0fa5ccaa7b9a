import { type Bitmap, type Box, boxAround, createBitmap } from '../draw/bitmap.ts';
import type { ToCss } from '../draw/color.ts';
import type { Lens } from '../draw/lens.ts';
import { type CrowdTone, crowdColors } from '../light/lights.ts';
import type { Habit, Seen } from './crowd.ts';
import { paintPerson } from './personPainter.ts';

/** People at about the same distance, drawn once; they move together. */
export type CrowdStrip = {
  depth: number;
  /** Px per m at this depth. */
  scale: number;
  /** When they move within the beat, 0 to 1. */
  offset: number;
  /** Those whose arms move, and those who hold up a lamp. */
  arms: readonly Seen[];
  lights: readonly Seen[];
  body: Bitmap;
  /** The parts lit by the stage, once in each of the crowd's colors. */
  lit: { tone: CrowdTone; bitmap: Bitmap }[];
};

/** Each strip spans depths up to this many times its nearest. */
const depthRatio = 1.42;
/** People nearer than this move in two groups, m: as one they would look like one object. */
const twoGroupsM = 6;
/** The crowd hops, so strips extend below the picture by this share of its width. */
const hopShare = 0.07;

/** Light falls on heads and shoulders: this far down from the crown, m. */
const litM = 0.62;

function boxOf(people: readonly Seen[], { widthPx, heightPx }: Lens, marginPx: number, longM: number): Box | null {
  const hopPx = widthPx * hopShare;
  const within = { left: -marginPx, top: -marginPx, right: widthPx + marginPx, bottom: heightPx + marginPx + hopPx };
  const edges = people.flatMap(({ crown: { x, y, scale } }) => [
    { x: x - 0.45 * scale, y: y - 0.4 * scale },
    { x: x + 0.45 * scale, y: y + longM * scale },
  ]);
  return boxAround(edges, within, 0);
}

function inColor({ canvas }: Bitmap, box: Box, color: string): Bitmap {
  const colored = createBitmap(box);
  colored.context.drawImage(canvas, box.left, box.top);
  colored.context.globalCompositeOperation = 'source-in';
  colored.context.fillStyle = color;
  colored.context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  return colored;
}

/** At most this many per strip, the nearest ones: each arm and lamp is drawn again for each frame. */
const maxArms = 5;
const maxLights = 6;

const chosen = (people: readonly Seen[], habit: Habit, max: number) =>
  people.filter(({ person }) => person.habit === habit).slice(-max);

type StripOptions = { lens: Lens; toCss: ToCss; marginPx: number };

function createStrip(people: readonly Seen[], offset: number, { lens, toCss, marginPx }: StripOptions): CrowdStrip[] {
  if (people.length === 0) return [];
  const [box, litBox] = [boxOf(people, lens, marginPx, 1.25), boxOf(people, lens, marginPx, litM)];
  if (!box || !litBox) return [];
  const [body, lit] = [createBitmap(box), createBitmap(litBox)];
  for (const seen of people) paintPerson({ lens, toCss, body: body.context, lit: lit.context }, seen);
  // Against the light only thin edges are lit, where two colors cannot be told apart.
  const tones: CrowdTone[] = lens.forward.y < 0.2 ? ['cold', 'hot'] : ['both'];
  const depth = Math.min(...people.map(({ crown }) => crown.depth));
  const movers = { arms: chosen(people, 'waves', maxArms), lights: chosen(people, 'shines', maxLights) };
  const colored = tones.map((tone) => ({ tone, bitmap: inColor(lit, litBox, toCss(crowdColors[tone])) }));
  return [{ depth, scale: lens.focalPx / depth, offset, ...movers, body, lit: colored }];
}

/** The crowd as one camera sees it; `people` are sorted furthest first. */
export function crowdStrips(people: readonly Seen[], options: StripOptions): CrowdStrip[] {
  const bands = Map.groupBy(people, ({ crown }) => Math.floor(Math.log(crown.depth) / Math.log(depthRatio)));
  return [...bands.values()].flatMap((strip) => {
    const nearest = strip.at(-1)?.crown.depth ?? 0;
    if (nearest > twoGroupsM) return createStrip(strip, 0, options);
    const [early, late] = [
      strip.filter(({ person }) => person.offset < 0.5),
      strip.filter(({ person }) => person.offset >= 0.5),
    ];
    return [...createStrip(early, 0, options), ...createStrip(late, 0.5, options)];
  });
}
