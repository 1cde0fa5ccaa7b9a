import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { PerspectiveRecord } from '../../server/events/ports/perspectiveStore.ts';

/** The record of a perspective whose camera has gone. */
export function formerRecord(event: string, label = '字'.repeat(40)): PerspectiveRecord {
  return {
    id: randomBytes(12).toString('base64url'),
    event,
    label,
    state: 'gone',
    place: { precision: 'off' },
    isSuspect: false,
    media: { video: false, audio: false },
    clock: null,
    since: Date.now(),
    curation: {
      ...{ letIn: true, featured: false, hidden: false, blackout: false, out: 'no', trusted: false },
      ...{ name: '', group: '', nudgeMs: 0, reportsDismissedAt: 0, version: 1 },
    },
  };
}

/** Writes this many former cameras of an event, more than a server would keep. */
export async function addFormer(redis: Redis, event: string, count: number): Promise<void> {
  const key = `polyscope:event:${event}`;
  for (let done = 0; done < count; done += 500) {
    const step = redis.pipeline();
    for (let n = done; n < Math.min(count, done + 500); n += 1) {
      const { curation, ...record } = formerRecord(event);
      const origin = { camera: `camera-${n}`, device: null, network: 'network' };
      step.hset(`${key}:perspectives`, record.id, JSON.stringify(record));
      step.hset(`${key}:curation`, record.id, JSON.stringify(curation));
      step.hset(`${key}:origins`, record.id, JSON.stringify(origin)).hset(`${key}:cameras`, `camera-${n}`, record.id);
      step.zadd(`${key}:former`, Date.now(), record.id);
    }
    await step.exec();
  }
}

/** How often an event can be read per second, by this many clients at once. */
export async function readsPerSecond(url: string, event: string, forMs: number, atOnce = 4): Promise<number> {
  const startedAt = performance.now();
  let reads = 0;
  const read = async () => {
    while (performance.now() - startedAt < forMs) {
      const reply = await fetch(`${url}/api/events/${event}`);
      await reply.text();
      if (!reply.ok) throw new Error(`${reply.status}`);
      reads += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, read));
  return reads / ((performance.now() - startedAt) / 1_000);
}
