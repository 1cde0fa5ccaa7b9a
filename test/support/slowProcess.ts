/** A process runs for its share of this, and is stopped for the rest; ms. */
const periodMs = 40;

/** Lets a process run for one part in `rate` of the time, with all of its threads; returns its stop. */
export function slowProcess(pid: number, rate: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended.
    }
  };
  const run = () => {
    signal('SIGCONT');
    timer = setTimeout(hold, periodMs / rate);
  };
  const hold = () => {
    signal('SIGSTOP');
    timer = setTimeout(run, periodMs - periodMs / rate);
  };
  run();
  return () => {
    clearTimeout(timer);
    signal('SIGCONT');
  };
}
