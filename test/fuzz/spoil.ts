import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { cameraId } from '../support/rtp.ts';
import type { ReadBack } from './readBack.ts';
import { changed, nastyValues } from './values.ts';

/** Records of an event that are spoilt at once. */
const spoiltAtOnce = 40;

type Spoil = { pick: number; path: number[]; how: number; value: unknown };
const spoils: fc.Arbitrary<Spoil> = fc.record({
  pick: fc.nat(1e6),
  path: fc.array(fc.nat(40), { maxLength: 4 }),
  how: fc.nat(9),
  value: nastyValues,
});

/** A faulty text for a record: with a changed value, cut off, or no JSON at all. */
function spoiltText(text: string, { how, path, value }: Spoil): string {
  const other = (JSON.stringify(value) ?? '').slice(0, 5_000);
  if (how === 0) return text.slice(0, Math.floor(text.length / 2));
  if (how === 1) return other;
  if (how === 2) return '';
  if (how === 3) return text.replace(/\d+/, 'NaN');
  if (how === 4) return text.replace(/\d+/, '1e999');
  try {
    return JSON.stringify(changed(JSON.parse(text), path, () => value));
  } catch {
    return other;
  }
}

/** Spoils records of an event in Redis; returns how many. */
export async function spoilRecords(redis: Redis, event: string, seed: number): Promise<number> {
  const names = [`polyscope:event:${event}`, ...(await redis.keys(`polyscope:event:${event}:*`))];
  const writers: ((spoil: Spoil) => Promise<unknown>)[] = [];
  for (const key of names) {
    const type = await redis.type(key);
    if (type === 'hash')
      for (const [field, text] of Object.entries(await redis.hgetall(key)))
        writers.push((spoil) => redis.hset(key, field, spoiltText(text, spoil)));
    if (type === 'list')
      for (const [index, text] of (await redis.lrange(key, 0, -1)).entries())
        writers.push((spoil) => redis.lset(key, index, spoiltText(text, spoil)));
    if (type === 'string' && !key.includes(':viewers:') && !key.includes(':slow:')) {
      const text = (await redis.get(key)) ?? '';
      writers.push((spoil) => redis.set(key, spoiltText(text, spoil), 'KEEPTTL'));
    }
    // Members that do not exist; not in the geo set, whose scores are positions.
    if (type === 'zset') writers.push(({ path }) => redis.zadd(key, Date.now(), `nobody-${path.join('-')}`));
  }
  const some = fc.sample(spoils, { numRuns: Math.min(spoiltAtOnce, writers.length), seed });
  for (const spoil of some) await writers[spoil.pick % writers.length]?.(spoil);
  return some.length;
}

/** Uses an event with spoilt records; every answer but a defect is accepted. */
export async function actOnSpoilt(readBack: ReadBack, event: string, known: Record<string, readonly unknown[]>) {
  const asks: [role: 'moderator' | 'viewer' | 'spectator', name: string, asked: object][] = [
    ['moderator', 'setDoors', { doors: 'open' }],
    ['moderator', 'reorder', { order: [] }],
    ...(known.perspective ?? []).flatMap((perspective): typeof asks => [
      ['moderator', 'curate', { perspective, action: 'ban' }],
      ['moderator', 'curate', { perspective, action: 'unban' }],
      ['moderator', 'rename', { perspective, name: 'again' }],
      ['viewer', 'report', { perspective, reason: 'other' }],
    ]),
    ...(known.sender ?? []).map((sender): (typeof asks)[number] => ['moderator', 'mute', { sender, minutes: 1 }]),
    ...(known.message ?? []).map((message): (typeof asks)[number] => ['moderator', 'deleteMessage', { message }]),
    ...[1, 2, 3].map((entry): (typeof asks)[number] => ['moderator', 'undo', { entry }]),
    ['viewer', 'say', { text: 'still here' }],
    ['spectator', 'goLive', { cameraId: cameraId(777_777), label: 'again', place: { precision: 'off' } }],
    ...(known.cameraId ?? []).map((id): (typeof asks)[number] => ['spectator', 'takeBack', { cameraId: id }]),
  ];
  const found: string[] = [];
  for (const [role, name, asked] of asks) {
    try {
      const answer = await (await readBack.socketOf(role, event)).ask(name, asked);
      if (!answer.ok && answer.refusal.code === 'defect') found.push(`${role} ${name}: ${JSON.stringify(answer)}`);
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code || code === 'defect') found.push(`${role} ${name}: ${code ?? String(error)}`);
    }
  }
  return found;
}
