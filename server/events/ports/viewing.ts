/** Fulfilled by `server/registry`: every method throws `registryDown` while Redis cannot serve. */

/** How much perspectives were watched. */
export type Viewing = {
  /** These devices see it now; they are counted (HyperLogLog), not kept. */
  seen(event: string, perspective: string, devices: string[]): Promise<void>;
  /** Adds watching time, of all viewers together, by perspective, ms. */
  watchedFor(event: string, ms: Record<string, number>): Promise<void>;
  of(event: string, perspective: string): Promise<{ viewers: number; watchedMs: number }>;
};
