import { useState } from 'react';

/** What was chosen shows at once, until the server has said what is so. */
export function useOptimisticChoice<T>(is: T, turn: (to: T) => Promise<unknown>): [T, (to: T) => void] {
  const [pendingChoice, setTurning] = useState<{ to: T } | null>(null);
  const choose = async (to: T) => {
    setTurning({ to });
    await turn(to);
    setTurning(null);
  };
  return [pendingChoice ? pendingChoice.to : is, (to) => void choose(to)];
}
