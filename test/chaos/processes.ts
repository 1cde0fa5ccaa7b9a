import { readdirSync, readFileSync } from 'node:fs';

type Process = { pid: number; parent: number; command: string };

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(stat.split(') ').at(-1)?.split(' ')[1]), command }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** All descendants of a process whose command matches. */
export function descendantsOf(pid: number, isMeant: RegExp): number[] {
  const all = processes();
  const family = new Set([pid]);
  let before = 0;
  while (family.size > before) {
    before = family.size;
    for (const each of all) if (family.has(each.parent)) family.add(each.pid);
  }
  return all.filter((each) => each.pid !== pid && family.has(each.pid) && isMeant.test(each.command)).map((e) => e.pid);
}

/** Sends a signal to a process that may have ended already. */
export function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (!pid) throw new Error('there is no such process');
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

export const workersOf = (server: number) => descendantsOf(server, /mediasoup-worker/);

/** The process with the most processor time: the worker with the event's media. */
export function busiestOf(pids: readonly number[]): number | undefined {
  const worked = (pid: number) => {
    // User and system time, in ticks: fields 14 and 15, counted after the name.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  return [...pids].sort((a, b) => worked(b) - worked(a))[0];
}
