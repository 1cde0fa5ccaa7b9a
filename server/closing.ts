/** Closes what was opened, in reverse order. */
export type Closing = {
  add(...more: (() => unknown)[]): void;
  /** Closes everything, the last first. A second call waits for the same run. False if something failed. */
  run(): Promise<boolean>;
};

/** Errors while closing are passed to `onDefect`; the rest is closed anyway. */
export function createClosing(onDefect: (error: unknown) => void): Closing {
  const closes: (() => unknown)[] = [];
  let running: Promise<boolean> | undefined;
  const runAll = async () => {
    let isClean = true;
    for (const close of closes.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        isClean = false;
        onDefect(error);
      }
    }
    return isClean;
  };
  return {
    add: (...more) => void closes.push(...more),
    run() {
      running ??= runAll();
      return running;
    },
  };
}
