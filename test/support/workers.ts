import { readdirSync, readFileSync } from 'node:fs';

/** Ids of a server's media workers, the oldest first (from /proc). */
export function workersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return stat.includes('(mediasoup-worke') && Number(stat.split(') ')[1]?.split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}
