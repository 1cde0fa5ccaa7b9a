import type { NewEvent, Place } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import { createFakePhone, type FakeLayer, type FakePhone, fakeParameters } from './fakePhone.ts';
import { encodeVp8 } from './ivf.ts';
import type { Live } from './rig.ts';
import { cameraId } from './rtp.ts';
import type { RunningServer } from './server.ts';
import { openSocket } from './socket.ts';

/** One small layer, a few times a second: many phones for little of the processor. */
const layers: FakeLayer[] = [{ widthPx: 320, bps: 60_000 }];
const framesPerSecond = 4;
const clipFrames = 40;

const scene = { latitude: 48.8606, longitude: 2.3376 };

/** Round the scene, each looking at it. */
const placeOf = (index: number, count: number): Place => {
  const angle = (index / count) * 2 * Math.PI;
  const latitude = scene.latitude + 0.0006 * Math.cos(angle);
  const longitude = scene.longitude + 0.0009 * Math.sin(angle);
  return { precision: 'area', latitude, longitude };
};

export type FakeCrowd = {
  /** Opens an event with this many phones. */
  open(phones: number, wish?: Partial<NewEvent>): Promise<OpenedReply>;
  /** Stops or resumes what the phones of an event send. */
  freeze(event: string, isFrozen: boolean): void;
  close(): void;
};

/** Events with simulated phones, for tests of what pages look like; the server must take plain RTP (`isPlain: 'both'`). */
export function createFakeCrowd(server: RunningServer): FakeCrowd {
  const clip = encodeVp8({ width: 320, height: 180 }, clipFrames, 60, clipFrames);
  const closes: (() => void)[] = [];
  const filming = new Map<string, FakePhone[]>();
  let cameras = 0;

  async function film(event: string, place: Place): Promise<void> {
    const camera = cameras;
    cameras += 1;
    const socket = await openSocket(server.url, 'spectator', { event });
    closes.push(() => socket.close());
    const wish = { cameraId: cameraId(camera), label: `Phone ${camera + 1}`, place };
    const { transport } = await socket.must<Live>('goLive', wish);
    const rtpParameters = fakeParameters(camera, layers);
    await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
    const phone = createFakePhone(transport, camera, layers, framesPerSecond);
    phone.play([clip]);
    closes.push(() => phone.close());
    filming.set(event, [...(filming.get(event) ?? []), phone]);
  }

  return {
    async open(phones, wish = {}) {
      const reply = await fetch(`${server.url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: `A march of ${phones}`, venue: { ...scene, radiusM: 200 }, ...wish }),
      });
      const opened = (await reply.json()) as OpenedReply;
      for (let n = 0; n < phones; n += 1) await film(opened.event.id, placeOf(n, phones));
      return opened;
    },
    freeze(event, isFrozen) {
      for (const phone of filming.get(event) ?? []) phone.send(isFrozen ? [] : [0]);
    },
    close() {
      for (const close of closes.splice(0)) close();
    },
  };
}
