import type { Seen } from './crowd.ts';

type Context = CanvasRenderingContext2D;
type Move = { x: number; y: number };

const still: Move = { x: 0, y: 0 };
const turn = 2 * Math.PI;

/** Adds neck, shoulders and trunk to the path, down to `longM` below the crown. */
export function traceTrunk(context: Context, { person, crown }: Seen, longM: number, move = still): void {
  const s = crown.scale;
  const [x, y] = [crown.x + move.x, crown.y + move.y];
  const [shoulderY, bottomY] = [y + 0.27 * s, y + longM * s];
  const half = (person.hair === 'long' || person.hair === 'bun' ? 0.205 : 0.24) * s;
  context.moveTo(x - half, bottomY);
  context.ellipse(x, shoulderY + 0.16 * s, half, 0.16 * s, 0, Math.PI, turn);
  context.lineTo(x + half, bottomY);
  context.closePath();
  context.rect(x - 0.055 * s, y + 0.12 * s, 0.11 * s, 0.2 * s);
}

export function traceHead(context: Context, { person, crown }: Seen, move = still): void {
  const s = crown.scale;
  const [x, y] = [crown.x + move.x, crown.y + 0.12 * s + move.y];
  context.moveTo(x + 0.088 * s, y);
  context.ellipse(x, y, 0.088 * s, 0.118 * s, 0, 0, turn);
  if (person.hair === 'long') {
    context.moveTo(x - 0.112 * s, y);
    context.ellipse(x, y - 0.01 * s, 0.112 * s, 0.128 * s, 0, Math.PI, turn);
    context.lineTo(x + 0.125 * s, y + 0.27 * s);
    context.lineTo(x - 0.125 * s, y + 0.27 * s);
    context.closePath();
  } else if (person.hair === 'bun') {
    context.moveTo(x + 0.055 * s, y - 0.14 * s);
    context.arc(x, y - 0.14 * s, 0.055 * s, 0, turn);
  } else if (person.hair === 'cap') {
    context.moveTo(x - 0.1 * s, y - 0.03 * s);
    context.ellipse(x, y - 0.03 * s, 0.1 * s, 0.11 * s, 0, Math.PI, turn);
    context.closePath();
    context.rect(x - 0.02 * s, y - 0.05 * s, 0.16 * s, 0.025 * s);
  }
}

export function traceFace(context: Context, { crown: { x, y, scale: s } }: Seen): void {
  context.moveTo(x + 0.072 * s, y + 0.135 * s);
  context.ellipse(x, y + 0.135 * s, 0.072 * s, 0.095 * s, 0, 0, turn);
}

/** Adds an arm to the path, to be stroked. `side` is −1 or 1, `raised` is 0 to 1, `lean` is in m. */
export function traceArm(context: Context, { crown }: Seen, side: -1 | 1, raised: number, lean: number): Move {
  const { x, y, scale: s } = crown;
  const shoulder = { x: x + side * 0.19 * s, y: y + 0.36 * s };
  const hand = { x: x + (side * (0.3 - 0.1 * raised) + lean) * s, y: y + (0.42 - 0.8 * raised) * s };
  const elbow = {
    x: (shoulder.x + hand.x) / 2 + side * (0.14 - 0.06 * raised) * s,
    y: (shoulder.y + hand.y) / 2 + 0.05 * s,
  };
  context.moveTo(shoulder.x, shoulder.y);
  context.lineTo(elbow.x, elbow.y);
  context.lineTo(hand.x, hand.y);
  return hand;
}
