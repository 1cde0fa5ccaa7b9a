import { describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
type Counted = { viewers: number };

describe('everybody at an event', () => {
  it('learns how many watch it, and nothing else about them', async () => {
    const { event, token } = await rig.openEvent();
    const moderator = await rig.socket('moderator', event.id, token);
    const first = await rig.socket('viewer', event.id);
    await moderator.must('watch', {});
    await first.must('watch', {});
    expect(await first.nextNotice<Counted>('viewersCounted')).toEqual({ viewers: 1 });
    const second = await rig.socket('viewer', event.id);
    await second.must('watch', {});
    for (const each of [first, second, moderator]) {
      expect(await each.nextNotice<Counted>('viewersCounted', ({ viewers }) => viewers === 2)).toEqual({ viewers: 2 });
    }
    // Watching again is no second viewer.
    await second.must('watch', {});
    await first.nextNotice<Counted>('viewersCounted', ({ viewers }) => viewers === 2);
    first.close();
    await second.nextNotice<Counted>('viewersCounted', ({ viewers }) => viewers === 1);
  });
});
