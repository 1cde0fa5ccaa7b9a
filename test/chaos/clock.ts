import { readFileSync } from 'node:fs';

/**
 * Preloaded into a server: its clock of the world is as many ms off as `CLOCK_FILE` says, as after a suspend or a late NTP.
 * The clock of intervals goes on.
 */
const file = process.env.CLOCK_FILE ?? '';
const readEveryMs = 50;

let stepMs = 0;
const read = () => {
  try {
    stepMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // No file, no step.
  }
};
read();
setInterval(read, readEveryMs).unref();

const RealDate = Date;
const now = () => RealDate.now() + stepMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given: unknown[], made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
