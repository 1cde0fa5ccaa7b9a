/** The way back from whatever was opened. */
export type Closing = {
  add(...more: (() => unknown)[]): void;
  /** Runs what was handed in, the last first, once: who asks again waits for the same end. False where something failed. */
  run(): Promise<boolean>;
};

/** What cannot be closed keeps nothing else open: it is told to `onFault`. */
export function createClosing(onFault: (error: unknown) => void): Closing {
  const closes: (() => unknown)[] = [];
  let running: Promise<boolean> | undefined;
  const runAll = async () => {
    let isClean = true;
    for (const close of closes.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        isClean = false;
        onFault(error);
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
