import { useState } from 'react';

/** What was chosen shows at once, until the server has said what is so. */
export function useTurning<T>(is: T, turn: (to: T) => Promise<unknown>): [T, (to: T) => void] {
  const [turning, setTurning] = useState<{ to: T } | null>(null);
  const choose = async (to: T) => {
    setTurning({ to });
    await turn(to);
    setTurning(null);
  };
  return [turning ? turning.to : is, (to) => void choose(to)];
}
