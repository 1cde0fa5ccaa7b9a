import { describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
const { event } = await rig.openEvent();
type Shared = { delayMs: number | null };

describe('viewers who share a grid delay', () => {
  it('agree on the largest delay that any of them needs, and forget those who leave', async () => {
    const [first, second, apart] = await Promise.all([1, 2, 3].map(() => rig.socket('viewer', event.id)));
    if (!first || !second || !apart) throw new Error('three viewers');
    expect(await first.must<Shared>('shareDelay', { neededMs: 300 })).toEqual({ delayMs: 300 });
    expect(await second.must<Shared>('shareDelay', { neededMs: 450 })).toEqual({ delayMs: 450 });
    await first.nextNotice<Shared>('delayShared', ({ delayMs }) => delayMs === 450);
    await second.must('shareDelay', { neededMs: 200 });
    await first.nextNotice<Shared>('delayShared', ({ delayMs }) => delayMs === 300);
    first.close();
    await second.nextNotice<Shared>('delayShared', ({ delayMs }) => delayMs === 200);
    expect(await second.must<Shared>('shareDelay', { neededMs: null })).toEqual({ delayMs: null });
    expect((await apart.ask('shareDelay', { neededMs: 1_501 })).ok).toBe(false);
  });
});
