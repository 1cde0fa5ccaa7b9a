import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../client/words/en.ts';
import type { Export } from '../../shared/conversations/spectator.ts';
import { newPerson, sizes } from '../support/browser.ts';
import { type Evening, startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await startEvening();
});
afterAll(() => evening.close());

const here = { latitude: 45.764043, longitude: 4.835659 };
const camera = { width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' as const };

async function perspectives() {
  const reply = await fetch(`${evening.server.url}/api/events/${evening.opened.event.id}/perspectives`);
  return (await reply.json()).perspectives as {
    id: string;
    state: string;
    label: string;
    place: unknown;
    media: { video: boolean };
  }[];
}

describe('a spectator controls the picture, and sees what happened with it', () => {
  it('sees its effect, pauses it, exports its data, and takes everything back, with proof', async () => {
    const { page: phone } = await evening.phone({ ...camera, seat: 0 });
    await until(async () => (await evening.live()) === 1, 'live');
    const [mine] = await perspectives();
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    const viewer = await evening.viewer();
    await viewer.locator('[data-picture="true"]').waitFor();

    await phone.getByRole('button', { name: 'My video' }).click();
    await until(
      async () => ((await phone.locator('.mine-figures dd').first().textContent()) ?? '') === '1',
      'one watches now',
    );
    const asked = { perspective: mine?.id, action: 'feature', why: 'A view from the stage' };
    await moderator.must('curate', asked);
    await phone.locator('.mine-part q', { hasText: 'A view from the stage' }).waitFor();
    await phone.locator('.mine-featured').waitFor();

    await phone.getByRole('button', { name: 'Pause' }).click();
    await until(async () => (await perspectives())[0]?.media.video === false, 'nothing is sent');
    await phone.getByRole('button', { name: 'Resume' }).click();
    await until(async () => (await perspectives())[0]?.media.video === true, 'it is sent again');

    const coming = phone.waitForEvent('download');
    await phone.getByRole('button', { name: 'Download my data' }).click();
    const held: Export = JSON.parse(await readFile((await (await coming).path()) ?? '', 'utf8'));
    expect(held.insight.decisions.map(({ act }) => act)).toContain('feature');

    await phone.getByRole('button', { name: 'Close' }).last().click();
    await phone.locator('.film-toast', { hasText: 'A view from the stage' }).waitFor({ state: 'attached' });
    await phone.getByRole('button', { name: 'My video' }).click();
    await phone.getByRole('button', { name: 'Delete everything' }).click();
    await phone.getByRole('button', { name: 'Delete', exact: true }).click();
    await phone.locator('.mine-proof').waitFor();
    expect(await phone.locator('.mine-proof li').count()).toBeGreaterThan(1);
    expect(await phone.locator('.mine-proof').textContent()).toContain('Nothing is left.');
    await until(async () => (await perspectives()).length === 0, 'it is gone');
    await phone.context().close();
    await viewer.context().close();
    moderator.close();
  });

  it('hides its place and is renamed with a tap, in the same tile', async () => {
    const person = await newPerson(evening.browser, { size: sizes.phone, geolocation: here });
    const { page: phone } = await evening.phone({ camera: 'device', layers: 1 }, { person });
    await until(async () => (await evening.live()) === 1, 'live');
    await phone.getByRole('button', { name: 'Location: off' }).click();
    await phone.getByRole('radio', { name: /^Exact/ }).check();
    await until(async () => (await perspectives())[0]?.place != null, 'a place is shown');
    await phone.getByRole('button', { name: 'Close' }).last().click();
    await phone.getByRole('button', { name: 'My video' }).click();
    await phone.getByRole('button', { name: 'Share only my area' }).click();
    await phone.getByText('Others see the area you are in.').waitFor();
    await phone.getByRole('button', { name: 'Stop sharing my location' }).click();
    await until(async () => (await perspectives())[0]?.place === null, 'no place is shown');

    const [before] = await perspectives();
    await phone.getByLabel('Name shown with your video').fill('Under the clock');
    await phone.getByRole('button', { name: 'Rename' }).click();
    await until(async () => (await perspectives())[0]?.label === 'Under the clock', 'the new name');
    await until(async () => (await evening.live()) === 1, 'live again');
    expect((await perspectives()).map(({ id }) => id)).toEqual([before?.id]);
    await phone.getByRole('button', { name: 'End', exact: true }).last().click();
    await until(async () => (await evening.live()) === 0, 'ended');
    // On a later visit the data can still be seen and taken back.
    await phone.goto(phone.url().replace('&auto=1', '').replace('auto=1', ''));
    await phone.getByText('Your perspective').waitFor();
    await phone.getByRole('button', { name: 'Delete everything' }).click();
    await phone.getByRole('button', { name: 'Delete', exact: true }).click();
    await phone.getByText('Nothing is left.').waitFor();
    await person.close();
  });

  it('cannot go live again after a ban, sees why, and can still read the stored data', async () => {
    const { page: phone } = await evening.phone({ ...camera, seat: 1 });
    await until(async () => (await evening.live()) === 1, 'live');
    const [mine] = await perspectives();
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('curate', { perspective: mine?.id, action: 'ban', why: 'It filmed children' });
    await phone.getByText('A moderator has banned this camera').first().waitFor();
    await phone.locator('.film-middle q', { hasText: 'It filmed children' }).waitFor();
    expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
    // Nor on a later visit, before any request.
    await phone.goto(phone.url().replace('&auto=1', '').replace('auto=1', ''));
    await phone.locator('main[data-status="banned"]').waitFor();
    expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
    await phone.getByRole('button', { name: 'See or delete what is kept' }).click();
    await phone.locator('.mine-part q', { hasText: 'It filmed children' }).waitFor();
    await phone.getByRole('button', { name: 'Delete everything' }).click();
    await phone.getByRole('button', { name: 'Delete', exact: true }).click();
    // The page says that the ban itself stays.
    await phone.locator('.mine-proof', { hasText: 'A ban or a mute stays' }).waitFor();
    await phone.context().close();
    moderator.close();
  });

  it('waits at paused doors, with a message; and cannot film an event that is over', async () => {
    const { event, token } = evening.opened;
    const moderator = await openSocket(evening.server.url, 'moderator', { event: event.id, token });
    await moderator.must('setDoors', { doors: 'paused' });
    const { page: phone } = await evening.phone({ ...camera, seat: 2 });
    await phone.getByText('New cameras are paused').first().waitFor();
    await moderator.must('closeEvent', {});
    await phone.locator('main[data-status="closed"]').waitFor();
    expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
    await phone.goto(phone.url().replace('&auto=1', '').replace('auto=1', ''));
    await phone.getByRole('heading', { name: en.event.over }).waitFor();
    await phone.getByRole('button', { name: en.live.mine.see }).click();
    await phone.locator('main[data-status="closed"]').waitFor();
    expect(await phone.getByRole('button', { name: 'Go live' }).count()).toBe(0);
    await phone.getByRole('button', { name: 'See or delete what is kept' }).click();
    await phone.getByText('All of it is deleted by').waitFor();
    await phone.context().close();
    moderator.close();
  });
});
