import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Export } from '../../shared/conversations/spectator.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await startEvening();
});
afterAll(() => evening.close());

const camera = { width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' as const };

async function perspectives() {
  const reply = await fetch(`${evening.server.url}/api/events/${evening.opened.event.id}/perspectives`);
  return (await reply.json()).perspectives as { id: string; state: string; media: { video: boolean } }[];
}

describe('who gives a picture has control over it, and something back', () => {
  it('sees what it does, pauses it, has it as a file, and takes all of it back, with proof', async () => {
    const { page: phone } = await evening.phone({ ...camera, seat: 0 });
    await until(async () => (await evening.live()) === 1, 30_000, 'live');
    const [mine] = await perspectives();
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    const viewer = await evening.viewer();
    await viewer.locator('[data-picture="true"]').waitFor();

    await phone.getByRole('button', { name: 'What my picture does' }).click();
    await until(
      async () => ((await phone.locator('.mine-figures dd').first().textContent()) ?? '') === '1',
      15_000,
      'one watches now',
    );
    const asked = { perspective: mine?.id, action: 'feature', why: 'A view from the stage' };
    await moderator.must('curate', asked);
    await phone.locator('.mine-part q', { hasText: 'A view from the stage' }).waitFor();
    await phone.locator('.mine-featured').waitFor();

    await phone.getByRole('button', { name: 'Pause' }).click();
    await until(async () => (await perspectives())[0]?.media.video === false, 10_000, 'nothing is sent');
    await phone.getByRole('button', { name: 'Go on' }).click();
    await until(async () => (await perspectives())[0]?.media.video === true, 10_000, 'it is sent again');

    const coming = phone.waitForEvent('download');
    await phone.getByRole('button', { name: 'Download what is held' }).click();
    const held: Export = JSON.parse(await readFile((await (await coming).path()) ?? '', 'utf8'));
    expect(held.insight.decisions.map(({ act }) => act)).toContain('feature');

    await phone.getByRole('button', { name: 'Take everything back' }).click();
    await phone.getByRole('button', { name: 'Delete it all' }).click();
    await phone.locator('.mine-proof').waitFor({ timeout: 15_000 });
    expect(await phone.locator('.mine-proof li').count()).toBeGreaterThan(1);
    expect(await phone.locator('.mine-proof').textContent()).toContain('Nothing is left.');
    await until(async () => (await perspectives()).length === 0, 10_000, 'it is gone');
    await phone.context().close();
    await viewer.context().close();
    moderator.close();
  });

  it('cannot go live again after a ban, is told why, and still sees what is held', async () => {
    const { page: phone } = await evening.phone({ ...camera, seat: 1 });
    await until(async () => (await evening.live()) === 1, 30_000, 'live');
    const [mine] = await perspectives();
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('curate', { perspective: mine?.id, action: 'ban', why: 'It filmed children' });
    await phone.getByText('A moderator has closed this event to this camera').first().waitFor({ timeout: 15_000 });
    expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
    await phone.getByRole('button', { name: 'What my picture does' }).click();
    await phone.locator('.mine-part q', { hasText: 'It filmed children' }).waitFor();
    await phone.context().close();
    moderator.close();
  });
});
