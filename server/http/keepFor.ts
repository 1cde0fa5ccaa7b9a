/** Caches an answer for this many ms; requests during a read share it. */
export function keepFor<T>(ms: number, load: () => Promise<T>): { read(): Promise<T>; forget(): void } {
  let kept: { answer: Promise<T>; until: number } | null = null;
  return {
    read() {
      if (kept && performance.now() < kept.until) return kept.answer;
      const mine = { answer: load(), until: Number.POSITIVE_INFINITY };
      kept = mine;
      mine.answer.then(
        () => {
          mine.until = performance.now() + ms;
        },
        () => {
          // A failure is not cached.
          if (kept === mine) kept = null;
        },
      );
      return mine.answer;
    },
    forget() {
      kept = null;
    },
  };
}
