import { type Lens, type ProjectedPoint, project } from '../draw/lens.ts';
import { chance, mix } from '../draw/number.ts';
import { type Vector, vector } from '../draw/vector.ts';

export type Habit = 'watches' | 'waves' | 'films' | 'shines';

/** Somebody in the crowd, the same for all cameras. */
export type Person = {
  feet: Vector;
  heightM: number;
  hair: 'short' | 'long' | 'bun' | 'cap';
  /** Brightness of the clothes, and how warm their color is, 0 to 1. */
  shade: number;
  warmth: number;
  /** When they move within the beat, 0 to 1. */
  offset: number;
  habit: Habit;
};

const firstRowY = -2.35;
const rowCount = 33;
const perRow = 48;
const halfM = 17.5;
const hairs = ['short', 'short', 'long', 'long', 'bun', 'cap'] as const;

function habitOf(index: number): Habit {
  const share = chance(index, 20);
  if (share < 0.3) return 'waves';
  if (share < 0.42) return 'films';
  return share < 0.56 ? 'shines' : 'watches';
}

function personAt(index: number): Person | null {
  const [row, column] = [Math.floor(index / perRow), index % perRow];
  // Further back the rows are further apart.
  const y = firstRowY - row * 0.86 - (row * row) / 95;
  const x = mix(-halfM, halfM, (column + 0.5 + 0.55 * (chance(index, 21) - 0.5) + (row % 2) / 2) / perRow);
  const edge = Math.abs(x) / halfM;
  if (chance(index, 22) < 0.04 + 0.25 * (row / rowCount) ** 2 + 0.55 * edge ** 6) return null;
  return {
    feet: vector(x, y + 0.4 * (chance(index, 23) - 0.5), 0),
    heightM: 1.56 + 0.3 * chance(index, 24),
    hair: hairs[Math.floor(chance(index, 25) * hairs.length)] ?? 'short',
    shade: chance(index, 26),
    warmth: chance(index, 27),
    offset: chance(index, 28),
    habit: habitOf(index),
  };
}

export const crowd: readonly Person[] = Array.from(
  { length: rowCount * perRow },
  (_, index) => personAt(index) ?? [],
).flat();

/** A person as one camera sees them; the crown is the top of the head. */
export type Seen = { person: Person; crown: ProjectedPoint };

/** Nobody stands closer to a lens than this, m, or they would hide the stage. */
const clearanceM = 1.9;
const clearShare = 0.2;
const clearM = 2.6;

/** The people in view of a camera, furthest first. */
export function seenBy(lens: Lens): Seen[] {
  const { widthPx, heightPx } = lens;
  return crowd
    .map((person) => ({ person, crown: project(lens, vector(person.feet.x, person.feet.y, person.heightM)) }))
    .filter(({ crown: { x, y, depth, scale } }) => {
      if (depth < clearanceM || x < -0.6 * scale || x > widthPx + 0.6 * scale || y > heightPx + 20) return false;
      return depth > clearM || Math.abs(x - widthPx / 2) > clearShare * widthPx;
    })
    .sort((a, b) => b.crown.depth - a.crown.depth);
}
