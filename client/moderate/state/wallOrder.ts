import type { Perspective } from '../../../shared/domain.ts';
import { type EffectiveState, effectiveStateOf } from '../../../shared/lifecycle.ts';

export const sections = ['waiting', 'inside', 'kept', 'out'] as const;
export type Section = (typeof sections)[number];
/** The perspectives of each section of the wall. */
export type WallSections = Record<Section, readonly Perspective[]>;

const sectionOf: Record<EffectiveState, Section | null> = {
  held: 'waiting',
  connecting: 'inside',
  live: 'inside',
  stalled: 'inside',
  gone: null,
  hidden: 'kept',
  blackout: 'kept',
  removed: 'out',
  banned: 'out',
};

const byArrival = (a: Perspective, b: Perspective) => a.since - b.since || (a.id < b.id ? -1 : 1);

/** Waiting ones by arrival; those inside by featured, then the event's order, then arrival. */
export function wallOf(
  here: readonly Perspective[],
  away: readonly Perspective[],
  order: readonly string[] = [],
): WallSections {
  const rank = new Map(order.map((id, index) => [id, index]));
  const rankOf = ({ id }: Perspective) => rank.get(id) ?? order.length;
  const present = here.filter(({ state }) => state !== 'gone').sort(byArrival);
  const isHere = new Set(present.map(({ id }) => id));
  const all = [...present, ...away.filter(({ id }) => !isHere.has(id))];
  const of = (section: Section) => all.filter((each) => sectionOf[effectiveStateOf(each)] === section);
  const featured = ({ curation }: Perspective) => Number(curation.featured);
  return {
    waiting: of('waiting'),
    inside: of('inside').sort((a, b) => featured(b) - featured(a) || rankOf(a) - rankOf(b)),
    kept: of('kept'),
    out: of('out'),
  };
}

/** All perspectives of the wall in reading order. */
export const readingOrder = (wall: WallSections): readonly Perspective[] =>
  sections.flatMap((section) => wall[section]);

/** The event's order once `moved` has taken the place of `target`; null if nothing would change. */
export function orderAfter(inside: readonly Perspective[], moved: string, target: string): string[] | null {
  const ids = inside.map(({ id }) => id);
  const [from, to] = [ids.indexOf(moved), ids.indexOf(target)];
  if (from < 0 || to < 0 || from === to) return null;
  ids.splice(from, 1);
  ids.splice(to, 0, moved);
  return ids;
}
