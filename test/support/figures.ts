import { arch, cpus, platform, totalmem } from 'node:os';

/** The value below which a share of these lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
export const round = (value: number, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Median, 95th percentile and largest, rounded. */
export function summary(values: readonly number[]) {
  return { median: round(median(values)), p95: round(quantile(values, 0.95)), max: round(Math.max(...values)) };
}

/** What a measurement was made on. */
export function machine() {
  const cores = cpus();
  return `${cores.length} cores (${cores[0]?.model.trim()}), ${round(totalmem() / 2 ** 30)} GiB, ${platform()} ${arch()}, Node ${process.version}`;
}

/** The last line of a measurement: all its figures as one JSON object. */
export function report(name: string, figures: object): void {
  console.log(JSON.stringify({ bench: name, machine: machine(), ...figures }));
}
