import { type RefObject, useEffect, useLayoutEffect, useMemo } from 'react';
import type { GridFigure, SyncReading } from '../sync/gridClock.ts';
import type { Value } from '../value.ts';
import { keepSteady, nextBadge, type ShownBadge, type Steady } from './steady.ts';
import { gridAttributes, tileAttributes, writeAttributes } from './syncAttributes.ts';

type Element = RefObject<HTMLElement | null>;

/**
 * Writes a tile's state and synchrony on its element, twice a second and by hand, not by rendering; answers what its
 * mark is to show.
 */
export function useTileSync(element: Element, told: Value<SyncReading | null>, state: string): Steady<ShownBadge> {
  const shown = useMemo(() => keepSteady(told, nextBadge), [told]);
  useEffect(() => shown.open(), [shown]);
  useLayoutEffect(() => {
    const write = () => {
      if (element.current) writeAttributes(element.current, tileAttributes(state, told.get(), shown.get()));
    };
    write();
    const stops = [told.follow(write), shown.follow(write)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [element, told, shown, state]);
  return shown;
}

/** Writes the grid's figure on its element, likewise. */
export function useGridSync(element: Element, figure: Value<GridFigure>): void {
  useLayoutEffect(() => {
    const write = () => {
      if (element.current) writeAttributes(element.current, gridAttributes(figure.get()));
    };
    write();
    return figure.follow(write);
  }, [element, figure]);
}
