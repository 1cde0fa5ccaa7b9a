import { type Bitmap, type Box, boxAround, createBitmap } from '../draw/bitmap.ts';
import type { ToCss } from '../draw/color.ts';
import type { Lens } from '../draw/lens.ts';
import { type CrowdTone, crowdColors } from '../light/lights.ts';
import type { Habit, Seen } from './crowd.ts';
import { paintPerson } from './personPainter.ts';

/** People about as far away as each other, drawn once; they move together. */
export type CrowdStrip = {
  depth: number;
  /** Px of a metre there. */
  scale: number;
  /** When they move, of the beat, 0 to 1. */
  offset: number;
  /** Whose arms move, and who holds up a lamp. */
  arms: readonly Seen[];
  lights: readonly Seen[];
  body: Bitmap;
  /** What the stage's light falls on, in each of the crowd's colors. */
  lit: { tone: CrowdTone; bitmap: Bitmap }[];
};

/** Each strip is so much deeper than the one before it. */
const depthRatio = 1.42;
/** People nearer than this move in two groups, m. */
const twoGroupsM = 6;
/** The lowest strips go on below the picture, since they hop: so far, as a share of its width. */
const hopShare = 0.07;

/** Light falls on heads and shoulders, m from the crown. */
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

/** The same shapes in one color. */
function inColor({ canvas }: Bitmap, box: Box, color: string): Bitmap {
  const colored = createBitmap(box);
  colored.context.drawImage(canvas, box.left, box.top);
  colored.context.globalCompositeOperation = 'source-in';
  colored.context.fillStyle = color;
  colored.context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  return colored;
}

/** No more of a strip's people move their arms, and hold up lamps: the nearest. */
const maxArms = 5;
const maxLights = 6;

const chosen = (people: readonly Seen[], habit: Habit, most: number) =>
  people.filter(({ person }) => person.habit === habit).slice(-most);

type StripOptions = { lens: Lens; toCss: ToCss; marginPx: number };

function createStrip(people: readonly Seen[], offset: number, { lens, toCss, marginPx }: StripOptions): CrowdStrip[] {
  if (people.length === 0) return [];
  const [box, litBox] = [boxOf(people, lens, marginPx, 1.25), boxOf(people, lens, marginPx, litM)];
  if (!box || !litBox) return [];
  const [body, lit] = [createBitmap(box), createBitmap(litBox)];
  for (const seen of people) paintPerson({ lens, toCss, body: body.context, lit: lit.context }, seen);
  // Edges against the light are too thin to tell colors from each other.
  const tones: CrowdTone[] = lens.forward.y < 0.2 ? ['cold', 'hot'] : ['both'];
  const depth = Math.min(...people.map(({ crown }) => crown.depth));
  const movers = { arms: chosen(people, 'waves', maxArms), lights: chosen(people, 'shines', maxLights) };
  const colored = tones.map((tone) => ({ tone, bitmap: inColor(lit, litBox, toCss(crowdColors[tone])) }));
  return [{ depth, scale: lens.focalPx / depth, offset, ...movers, body, lit: colored }];
}

/** The crowd as one camera sees it, in strips; `people` come furthest first. */
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
