import { readFileSync } from 'node:fs';

/**
 * Preloaded into a server: sets its wall clock ahead by the ms in `CLOCK_FILE`, read at its start and at each SIGUSR2, like
 * a step by an operator, a suspend or a late NTP answer. Its monotonic clock is unchanged.
 */
const RealDate = Date;
let aheadMs = 0;

const read = () => {
  try {
    aheadMs = Number(readFileSync(process.env.CLOCK_FILE ?? '', 'utf8')) || 0;
  } catch {
    // Without a file the clock is not changed.
  }
};
read();

class SteppedDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length > 0 ? given : [SteppedDate.now()]) as [number]));
  }
  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}
globalThis.Date = SteppedDate as DateConstructor;
process.on('SIGUSR2', read);
