import { describe, expect, it } from 'vitest';
import type { FakeViewer } from '../support/fakeViewer.ts';
import { filmingOn } from '../support/filming.ts';
import { decodePicture, encodeVp8, ivfOf } from '../support/ivf.ts';
import { createRig } from '../support/rig.ts';

type Still = { perspective: string; image: Buffer };
const size = { width: 320, height: 180 };
const [keyFrame = Buffer.alloc(0)] = encodeVp8(size, 1);
const rig = await createRig({ isPlain: true });
const { film, view } = filmingOn(rig);
const { event, token } = await rig.openEvent({ doors: 'held' });
const { id: perspective, phone } = await film(event.id, 1);
phone.show(keyFrame);
/** Stills are taken every 5 s; the margin is for reading the clock. */
const periodMs = 4_500;
const following: FakeViewer[] = [];
const soon = { interval: 50 };

describe('stills of perspectives that are not shown', () => {
  it('are the picture that the phone sends, and never reach viewers who may not see the perspective', async () => {
    const viewer = await view(event.id);
    const notices: Still[] = [];
    viewer.socket.socket.on('still', (still: Still) => notices.push(still));
    await viewer.socket.must('wantStills', { perspectives: [perspective] });

    const moderator = await view(event.id, token);
    following.push(viewer, moderator);
    await moderator.socket.must('wantStills', { perspectives: [perspective] });
    const still = await moderator.socket.nextNotice<Still>('still');
    expect(still.perspective).toBe(perspective);
    const seen = decodePicture(still.image);
    expect({ width: seen.width, height: seen.height }).toEqual(size);
    const { grey } = decodePicture(ivfOf(keyFrame, size));
    const differences = seen.grey.map((value, index) => Math.abs(value - (grey[index] ?? 0)));
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(2);
    expect(notices).toEqual([]);

    // Once it is let in, viewers who asked before get it without asking again.
    await moderator.socket.must('curate', { perspective, action: 'letIn' });
    await moderator.socket.nextNotice<Still>('still');
    const at = performance.now();
    await expect.poll(() => notices.length, soon).toBe(1);
    await moderator.socket.must('curate', { perspective, action: 'sendBack' });
    await moderator.socket.nextNotice<Still>('still');
    expect(performance.now() - at).toBeGreaterThan(periodMs);
    expect(notices).toHaveLength(1);
  });

  it('come at once if somebody follows them already, and stop when nobody does', async () => {
    const moderator = await view(event.id, token);
    const from = performance.now();
    await moderator.socket.must('wantStills', { perspectives: [perspective] });
    await moderator.socket.nextNotice<Still>('still');
    expect(performance.now() - from).toBeLessThan(periodMs);
    // Nothing is sent for a wish that has not changed.
    let again = 0;
    moderator.socket.socket.on('still', () => {
      again += 1;
    });
    await moderator.socket.must('wantStills', { perspectives: [perspective] });
    expect(again).toBe(0);
    for (const each of [...following, moderator]) await each.socket.must('wantStills', { perspectives: [] });
    const before = phone.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(phone.asked.length).toBe(before);
  });

  it('are limited to as many perspectives as an event allows', async () => {
    const { socket } = await view(event.id);
    const asked = { perspectives: Array(200).fill(perspective) };
    expect(await socket.ask('wantStills', asked)).toMatchObject({ ok: false, refusal: { code: 'badMessage' } });
  });
});
