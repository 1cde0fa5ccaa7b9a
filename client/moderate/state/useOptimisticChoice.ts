import { useState } from 'react';

/** Shows the chosen value at once, and the server's again when the request has ended. */
export function useOptimisticChoice<T>(is: T, request: (to: T) => Promise<unknown>): [T, (to: T) => void] {
  const [pendingChoice, setPendingChoice] = useState<{ to: T } | null>(null);
  const choose = async (to: T) => {
    setPendingChoice({ to });
    await request(to);
    setPendingChoice(null);
  };
  return [pendingChoice ? pendingChoice.to : is, (to) => void choose(to)];
}
