import { useEffect } from 'react';
import { keepAwake } from '../ui/keepAwake.ts';

/** Keeps the screen on while pictures move: nobody touches a screen that they watch. */
export function useAwake(isMoving: boolean): void {
  useEffect(() => (isMoving ? keepAwake() : undefined), [isMoving]);
}
