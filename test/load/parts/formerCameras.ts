import type { Redis } from 'ioredis';
import type { OpenedReply } from '../../../shared/restApi.ts';
import { median, round } from '../../support/figures.ts';
import type { Live } from '../../support/rig.ts';
import { openSocket } from '../../support/socket.ts';

const cameras = 10_000;
const reads = 150;

type Parts = { url: string; redis: Redis; open(): Promise<OpenedReply> };

/** One camera comes and goes, and its stored records are copied to simulate many. */
async function leaveBehind({ url, redis }: Parts, event: string): Promise<void> {
  const socket = await openSocket(url, 'spectator', { event }, { 'x-forwarded-for': '192.0.2.200' });
  const wish = { cameraId: 'former'.repeat(5), label: 'was here', place: { precision: 'off' } };
  const { perspective } = await socket.must<Live>('goLive', wish);
  await socket.must('endLive', {});
  socket.close();
  for (const key of await redis.keys(`*${event}*`)) {
    if ((await redis.type(key)) !== 'hash') continue;
    const text = await redis.hget(key, perspective.id);
    if (text === null) continue;
    const copies: string[] = [];
    for (let n = 0; n < cameras; n += 1) {
      const id = `f${String(n).padStart(15, '0')}`;
      copies.push(id, text.replaceAll(perspective.id, id));
    }
    await redis.hset(key, ...copies);
  }
}

/** What is read of an event: the end of the path. */
const pages = ['', '/perspectives'];

/** Lowest ratio of the read rates of an event with this many former cameras and of one without. */
export async function formerCameras(parts: Parts) {
  const [fresh, old] = [(await parts.open()).event.id, (await parts.open()).event.id];
  await leaveBehind(parts, old);
  const rows = [];
  for (const page of pages) {
    const took: Record<string, number[]> = { [fresh]: [], [old]: [] };
    for (let n = 0; n < reads; n += 1) {
      for (const event of [fresh, old]) {
        const at = performance.now();
        await (await fetch(`${parts.url}/api/events/${event}${page}`)).json();
        took[event]?.push(performance.now() - at);
      }
    }
    const [without, withThem] = [median(took[fresh] ?? []), median(took[old] ?? [])];
    rows.push({ page, withoutMs: round(without, 2), withMs: round(withThem, 2), ratio: round(without / withThem, 2) });
  }
  return { cameras, rows, ratio: Math.min(...rows.map(({ ratio }) => ratio)) };
}
