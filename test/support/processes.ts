import { readdirSync, readFileSync } from 'node:fs';

export type Seen = { pid: number; parent: number; name: string; command: string; isStopped: boolean };

/** All processes (from /proc). */
function processes(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, name = '', state = '', parent = ''] =
          /\((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return state === 'Z'
          ? []
          : [{ pid: Number(pid), parent: Number(parent), name, command, isStopped: state === 'T' }];
      } catch {
        return [];
      }
    });
}

export const childrenOf = (pid: number): Seen[] => processes().filter(({ parent }) => parent === pid);

/** Processes with this path in their command line, such as those of one data directory. */
export const processesAt = (path: string): Seen[] => processes().filter(({ command }) => command.includes(path));

export const isAlive = (pid: number): boolean => processes().some((each) => each.pid === pid);

/** The private Redis of a server, and its guard. */
export function redisOf(server: number): { redis: Seen | undefined; guard: Seen | undefined; socketPath: string } {
  const redis = childrenOf(server).find(
    ({ command }) => command.includes('redis.sock') && command.startsWith('redis-server'),
  );
  const guard = redis && childrenOf(redis.pid).find(({ command }) => command.startsWith('sh '));
  return {
    redis,
    guard,
    socketPath: /\S*polyscope-\w+\/redis\.sock/.exec(redis?.command ?? '')?.[0]?.replace('unixsocket:', '') ?? '',
  };
}
