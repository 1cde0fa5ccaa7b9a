/** The way back from whatever was opened. */
export type Closing = {
  add(...more: (() => unknown)[]): void;
  /** Runs what was handed in, the last first, once: who asks again waits for the same end. */
  run(): Promise<void>;
};

export function createClosing(): Closing {
  const closes: (() => unknown)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    for (const close of closes.splice(0).reverse()) await close();
  };
  return {
    add: (...more) => void closes.push(...more),
    run() {
      running ??= runAll();
      return running;
    },
  };
}
