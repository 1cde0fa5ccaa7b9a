import { afterAll, expect, it } from 'vitest';
import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import { refusals } from '../../shared/refusals.ts';
import type { TransportOffer } from '../../shared/rtp.ts';
import { startEvening, until } from '../support/evening.ts';
import { createFakePhone, fakeParameters } from '../support/fakePhone.ts';
import { cameraId } from '../support/rtp.ts';
import { openSocket } from '../support/socket.ts';

const env = { TRUST_PROXY: '1', MAX_PERSPECTIVES: '2' };
const evening = await startEvening({}, { isPlain: 'both', env });
afterAll(() => evening.close());
const event = evening.opened.event.id;

/** A phone that waits for a slot asks for one every 20 s at least; then it takes a moment to be live. */
const backWithinMs = 60_000;

it('a phone that loses its slot says so, keeps its camera open, and is live again by itself', async () => {
  const wish = { width: 320, height: 180, fps: 6, layers: 1 };
  await evening.phone({ ...wish, seat: 0 });
  await until(async () => (await evening.live()) === 1, 'the first phone is live');
  const { page } = await evening.phone({ ...wish, seat: 1 });
  await until(async () => (await evening.live()) === 2, 'both are live');

  // Of another network, which has no slot yet.
  const guest = await openSocket(evening.server.url, 'spectator', { event }, { 'x-forwarded-for': '198.18.1.1' });
  const asked = { cameraId: cameraId(1), label: 'Guest', place: { precision: 'off' } };
  const { transport } = await guest.must<{ transport: TransportOffer }>('goLive', asked);
  const layers = [{ widthPx: 320, bps: 20_000 }];
  await guest.must('produce', { transport: transport.id, kind: 'video', rtpParameters: fakeParameters(1, layers) });
  const media = createFakePhone(transport, 1, layers);
  try {
    await guest.nextNotice<OwnPerspective>('perspectiveChanged', ({ state }) => state === 'live');
    const sentence = page.getByRole('heading', { name: refusals.tooManyPerspectives.en[0] });
    await sentence.waitFor();
    const video = page.locator('video').first();
    const timeOf = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
    const before = await timeOf();
    await until(async () => (await timeOf()) > before, 'the camera goes on');
    expect(await evening.live()).toBe(2);
    await guest.must('endLive', {});
    await until(async () => (await evening.live()) === 2, 'it is live again', backWithinMs);
    await sentence.waitFor({ state: 'hidden' });
  } finally {
    media.close();
    guest.close();
  }
});
