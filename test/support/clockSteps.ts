/**
 * Preloaded into a server: at each SIGUSR2 its wall clock is set by the next step of `CLOCK_STEPS` (ms, with commas), as
 * an operator or a late NTP answer does. Its monotonic clock goes on.
 */
const steps = (process.env.CLOCK_STEPS ?? '').split(',').map(Number);
const RealDate = Date;
let aheadMs = 0;

class SteppedDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length > 0 ? given : [SteppedDate.now()]) as [number]));
  }
  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}
globalThis.Date = SteppedDate as DateConstructor;
process.on('SIGUSR2', () => {
  aheadMs += steps.shift() ?? 0;
});
