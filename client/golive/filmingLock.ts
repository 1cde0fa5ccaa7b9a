/** Even on a busy phone a page that is unloaded releases its lock within this; after a reload it is waited for. */
const handedOverWithinMs = 1_500;

/** Only one of all tabs of a browser with the same camera id films: the one that holds the lock. */
export type FilmingLock = {
  /** True if no other tab films; null if unknown. `wasMine`: this page may have held the lock before a reload. */
  isFree(wasMine: boolean): Promise<boolean | null>;
  /** This tab films from now on, and takes the lock from any other. */
  take(): void;
  release(): void;
  /** Called once no other tab films any more; returns its stop. */
  onFree(listener: () => void): () => void;
};

/** Without Web Locks (no secure context, old browsers) tabs do not know of each other. */
const withoutLocks: FilmingLock = {
  isFree: async () => null,
  take: () => undefined,
  release: () => undefined,
  onFree: () => () => undefined,
};

/**
 * A Web Lock, because session storage is copied when a tab is duplicated and a lock is not. The browser releases it
 * however the page ends.
 */
export function createFilmingLock(
  of: string,
  locks: Navigator['locks'] | null | undefined = navigator.locks,
): FilmingLock {
  if (!locks) return withoutLocks;
  const name = `polyscope.filming.${of}`;
  let release = () => {};

  /** Holds the lock for a moment, as soon as it is free. */
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
      // Rejects once another tab takes the lock.
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
