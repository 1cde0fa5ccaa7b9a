/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** How long a perspective filmed, how long all its viewers together watched it, ms, and how many at most at once. */
export type Figures = { filmedMs: number; watchedMs: number; mostWatching: number };

/** How much perspectives were watched. */
export type Viewing = {
  /** These devices see it now; they are counted (HyperLogLog), not kept. */
  seen(event: string, perspective: string, devices: string[]): Promise<void>;
  /** Adds these times, by perspective, and raises the largest number of viewers. */
  add(event: string, figures: Record<string, Figures>): Promise<void>;
  of(event: string, perspective: string): Promise<Figures & { viewers: number }>;
};
