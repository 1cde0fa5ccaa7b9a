import { readFileSync } from 'node:fs';

/**
 * Preloaded into a server: its wall clock is as many ms ahead as `CLOCK_FILE` says, read at its start and at each SIGUSR2,
 * as an operator, a suspend or a late NTP answer sets it. Its monotonic clock goes on.
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
