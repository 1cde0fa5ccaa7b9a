import { type RefObject, useEffect, useLayoutEffect, useMemo } from 'react';
import type { GridFigure, SyncReading } from '../sync/gridClock.ts';
import type { Value } from '../value.ts';
import { keepSteady, nextBadge, type ShownBadge, type Steady } from './steady.ts';
import { gridAttributes, tileAttributes, writeAttributes } from './syncAttributes.ts';

type Element = RefObject<HTMLElement | null>;

/**
 * Writes a tile's state and measurements to its element twice a second, without rendering it again. Returns what its
 * badge shows.
 */
export function useTileSync(element: Element, measured: Value<SyncReading | null>, state: string): Steady<ShownBadge> {
  const shown = useMemo(() => keepSteady(measured, nextBadge), [measured]);
  useEffect(() => shown.open(), [shown]);
  useLayoutEffect(() => {
    const write = () => {
      if (element.current) writeAttributes(element.current, tileAttributes(state, measured.get(), shown.get()));
    };
    write();
    const stops = [measured.follow(write), shown.follow(write)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [element, measured, shown, state]);
  return shown;
}

/** Writes the grid's measurements to its element in the same way. */
export function useGridSync(element: Element, figure: Value<GridFigure>): void {
  useLayoutEffect(() => {
    const write = () => {
      if (element.current) writeAttributes(element.current, gridAttributes(figure.get()));
    };
    write();
    return figure.follow(write);
  }, [element, figure]);
}
