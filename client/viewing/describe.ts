import type { Perspective } from '../../shared/domain.ts';
import { directionOf } from '../../shared/geo.ts';
import { nameOf } from '../grid/nameOf.ts';
import { type PlanScene, sideOf } from '../venue/scene.ts';
import { words } from '../words/words.ts';

/** Names and places of perspectives in words. */
export function describer(scene: PlanScene | null, perspectives: readonly Perspective[]) {
  const names = new Map(perspectives.map((perspective) => [perspective.id, nameOf(perspective)]));
  const name = (id: string) => names.get(id) ?? '';
  const place = (id: string) => {
    const side = sideOf(scene, id);
    const heading = scene?.spots.find((spot) => spot.id === id)?.heading ?? null;
    return [
      ...(side ? [words.watch.seenFrom(words.watch.sides[side])] : []),
      ...(heading === null ? [] : [words.watch.looking(words.watch.sides[directionOf(heading)])]),
    ].join(', ');
  };
  return { name, place, marker: (id: string) => words.watch.marker(name(id), place(id)) };
}
