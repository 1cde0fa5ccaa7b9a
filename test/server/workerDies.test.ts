import { describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';
import { workersOf } from '../support/workers.ts';

const rig = await createRig();

describe('a media worker that dies', () => {
  it('is replaced; phones and viewers are told, and get on with the next', async () => {
    const { event } = await rig.openEvent();
    const { socket, live } = await rig.phone(event.id, 1);
    const viewer = await rig.socket('viewer', event.id);
    await viewer.must('watch', {});
    const [worker] = workersOf(rig.server.pid);
    process.kill(worker ?? 0, 'SIGKILL');
    await Promise.all([socket.told('stageLost'), viewer.told('stageLost')]);
    await expect.poll(async () => (await viewer.ask('watch', {})).ok, { timeout: 10_000, interval: 100 }).toBe(true);
    const again = await rig.phone(event.id, 1);
    expect(again.live.perspective.id).toBe(live.perspective.id);
    expect(workersOf(rig.server.pid)).toHaveLength(1);
  });

  it('is a refusal as long as it is away', async () => {
    const { event } = await rig.openEvent();
    const [worker] = workersOf(rig.server.pid);
    process.kill(worker ?? 0, 'SIGKILL');
    const codes = new Set<string | undefined>();
    await expect
      .poll(
        async () => {
          // One socket may not watch anew so often.
          const viewer = await rig.socket('viewer', event.id);
          const answer = await viewer.ask('watch', {});
          viewer.close();
          if (!answer.ok) codes.add(answer.refusal.code);
          return answer.ok && codes.size > 0;
        },
        { timeout: 10_000, interval: 5 },
      )
      .toBe(true);
    expect([...codes]).toEqual(['mediaRestarting']);
  });
});
