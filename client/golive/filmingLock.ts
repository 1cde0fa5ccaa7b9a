/** A page that is being left gives its lock back within this, also on a busy phone; after a reload it is waited for. */
const handedOverWithinMs = 1_500;

/** Which tab films: of all tabs of one browser with the same camera id only one can. */
export type FilmingLock = {
  /** Whether no other tab films; null where nobody knows. `wasMine`: this page may have had the lock before a reload. */
  isFree(wasMine: boolean): Promise<boolean | null>;
  /** This tab films from now on; whichever did before has lost it. */
  take(): void;
  release(): void;
  /** Calls once no other tab films any more; returns its stop. */
  onFree(listener: () => void): () => void;
};

/** Without Web Locks (no secure context, older browsers) tabs do not know of each other. */
const withoutLocks: FilmingLock = {
  isFree: async () => null,
  take: () => undefined,
  release: () => undefined,
  onFree: () => () => undefined,
};

/**
 * What a page remembers for its reload is copied when its tab is duplicated; a lock is not. The browser takes it back
 * when the page goes, however it goes.
 */
export function createFilmingLock(of: string, locks: LockManager | null | undefined = navigator.locks): FilmingLock {
  if (!locks) return withoutLocks;
  const name = `polyscope.filming.${of}`;
  let release = () => {};

  /** Has the lock for a moment, as soon as it is free. */
  const waitForLock = (signal: AbortSignal) => locks.request(name, { signal }, () => true).catch(() => false);

  return {
    async isFree(wasMine) {
      if (!wasMine) return locks.request(name, { ifAvailable: true }, (lock) => lock !== null);
      const giveUp = new AbortController();
      const timer = setTimeout(() => giveUp.abort(), handedOverWithinMs);
      const isFree = await waitForLock(giveUp.signal);
      clearTimeout(timer);
      return isFree;
    },
    take() {
      release();
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      // Refused once another tab takes it.
      locks.request(name, { steal: true }, () => held).catch(() => undefined);
    },
    release: () => release(),
    onFree(listener) {
      const giveUp = new AbortController();
      void waitForLock(giveUp.signal).then((isFree) => isFree && listener());
      return () => giveUp.abort();
    },
  };
}
