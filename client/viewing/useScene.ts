import { useMemo } from 'react';
import type { Event, Perspective } from '../../shared/domain.ts';
import { orderAround, sceneOf } from '../venue/scene.ts';
import { describer } from './describe.ts';

/** Places of all perspectives on the plan and in words, and their order around the scene. */
export function useScene(event: Event | null, here: readonly Perspective[], ordered: readonly Perspective[]) {
  const scene = useMemo(() => sceneOf(event?.venue ?? null, here), [event, here]);
  const describe = useMemo(() => describer(scene, here), [scene, here]);
  const around = useMemo(
    () =>
      orderAround(
        scene,
        ordered.map(({ id }) => id),
      ),
    [scene, ordered],
  );
  return { scene, describe, around };
}
