import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Export, TakenBack } from '../../shared/conversations/spectator.ts';
import { createRig } from '../support/rig.ts';
import { cameraId } from '../support/rtp.ts';

const dataDirectory = await mkdtemp(join(tmpdir(), 'polyscope-test-'));
// Left by a Redis that was killed during a rewrite of its file.
await mkdir(join(dataDirectory, 'redis'));
const leftBehind = join(dataDirectory, 'redis', 'temp-rewriteaof-bg-4711.aof');
writeFileSync(leftBehind, 'somebody taken back long ago');
const rig = await createRig({ dataDirectory });
const { event, token } = await rig.openEvent({ title: 'March' });

/** Files below the data directory that contain one of these texts, with the text. */
const traces = (...texts: string[]): string[] =>
  readdirSync(dataDirectory, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    // A rewrite may have just deleted the file.
    const held = readIfThere(join(entry.parentPath, entry.name));
    return texts.filter((text) => held.includes(text)).map((text) => `${entry.name}: ${text}`);
  });
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

const exact = (metres: number) => ({
  precision: 'exact',
  latitude: 48.860077 + metres / 111_000,
  longitude: 2.294777,
  heading: 77.125,
});
const mine = { cameraId: cameraId(1) };
const { socket, live } = await rig.phone(event.id, 1, { label: 'AnnaUnmistakable', place: exact(0) });
const moderator = await rig.socket('moderator', event.id, token);
const viewer = await rig.socket('viewer', event.id, undefined, { cookie: '' });
const place = async () => {
  const { perspectives } = await moderator.must<{ perspectives: { place: unknown }[] }>('watch', {});
  return perspectives[0]?.place;
};

it('a Redis killed during a rewrite leaves nothing behind', () => {
  expect(traces('long ago')).toEqual([]);
});

it('an exact place is known to moderators and to its phone, and never written to disk', async () => {
  expect(await place()).toEqual(exact(0));
  for (const metres of [100, 200, 300]) await socket.must('setPlace', { place: exact(metres) });
  await expect.poll(place).toEqual(exact(300));
  const { held } = await socket.must<Export>('exportMine', mine);
  expect(held.record).toMatchObject([{ place: exact(300) }]);
  await expect.poll(() => traces('AnnaUnmistakable')).not.toEqual([]);
  expect(traces(...[0, 100, 200, 300].map((metres) => String(exact(metres).latitude)), '2.294777')).toEqual([]);
});

it('what is taken back is gone from every file within a minute, as the answer says', async () => {
  await viewer.must('say', { text: 'SecretSentence', name: 'BertUnmistakable' });
  await viewer.must('report', { perspective: live.perspective.id, reason: 'privacy', note: 'row 3, seat 12' });
  await expect.poll(() => traces('SecretSentence', 'row 3')).not.toEqual([]);
  const { left, filesWithinSeconds } = await socket.must<TakenBack>('takeBack', mine);
  expect({ left, filesWithinSeconds }).toEqual({ left: [], filesWithinSeconds: 60 });
  const gone = ['AnnaUnmistakable', 'row 3', live.perspective.id, '48.860', '48.861', '48.862'];
  await expect.poll(() => traces(...gone), { timeout: 60_000, interval: 500 }).toEqual([]);
  // Data of others stays.
  expect(await viewer.must('readMessages', {})).toMatchObject({ messages: [{ text: 'SecretSentence' }] });
}, 90_000);

it('what is deleted at the last moment is gone when the server has ended', async () => {
  const { socket: late } = await rig.phone(event.id, 2, { label: 'ClaraUnmistakable' });
  await expect.poll(() => traces('ClaraUnmistakable')).not.toEqual([]);
  await late.must('takeBack', { cameraId: cameraId(2) });
  await rig.server.stop();
  expect(traces('ClaraUnmistakable')).toEqual([]);
});
