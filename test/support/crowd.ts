import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { OpenedReply } from '../../shared/restApi.ts';
import { launchBrowser, newPerson, type PersonOptions } from './browser.ts';
import { createFakePhone, type FakeLayer, type FakePhone, fakeParameters } from './fakePhone.ts';
import { encodeVp8 } from './ivf.ts';
import type { Live } from './rig.ts';
import { cameraId } from './rtp.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';
import { openSocket, type RawSocket } from './socket.ts';

/** Few frames, since a crowd and its viewer share two cores. */
const defaultRate = 10;
const clipFrames = 60;
const warmMs = 2_500;
export const crowdLayers: FakeLayer[] = [
  { widthPx: 320, bps: 100_000 },
  { widthPx: 640, bps: 250_000 },
  { widthPx: 1_280, bps: 600_000 },
];

/** What the phones send instead of those layers, at another rate. */
export type CrowdWish = {
  layers?: FakeLayer[];
  framesPerSecond?: number;
  clipMs?: number;
  /** A clip of each layer, of `clipMs`, played in time. */
  clipsOf?(camera: number): Buffer[][];
};

export type CrowdPhone = { id: string; phone: FakePhone; socket: RawSocket; wanted: number | null | undefined };

/** Many phones, simulated at RTP level, whose pictures a real browser shows; they send the layers that are wanted. */
export type Crowd = {
  server: RunningServer;
  opened: OpenedReply;
  browser: Browser;
  phones: CrowdPhone[];
  /** Length of the clips that are played in time, ms. */
  clipMs: number;
  viewer(search?: string, options?: PersonOptions, prepare?: (person: BrowserContext) => Promise<void>): Promise<Page>;
  close(): Promise<void>;
};

export async function startCrowd(count: number, options: ServerOptions & CrowdWish = {}): Promise<Crowd> {
  const { layers = crowdLayers, framesPerSecond = defaultRate, clipsOf, clipMs = 0, ...serverOptions } = options;
  const clips = clipsOf
    ? []
    : layers.map(({ widthPx, bps }) =>
        encodeVp8({ width: widthPx, height: (widthPx * 9) / 16 }, clipFrames, bps / 500, clipFrames),
      );
  const env = { RATE_SCALE: '100', ...options.env };
  const server = await startServer({ ...serverOptions, env, isPlain: 'uplinks' });
  const closes: (() => unknown)[] = [() => server.close()];
  const close = async () => {
    for (const each of closes.splice(0).reverse()) await each();
  };
  try {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: '{"title":"A march"}' });
    const opened = (await reply.json()) as OpenedReply;
    const { id } = opened.event;
    const phones: CrowdPhone[] = [];
    for (let camera = 0; camera < count; camera += 1) {
      const socket = await openSocket(server.url, 'spectator', { event: id });
      const wish = { cameraId: cameraId(camera), label: `Phone ${camera + 1}`, place: { precision: 'off' } };
      const { perspective, transport } = await socket.must<Live>('goLive', wish);
      const phone = createFakePhone(transport, camera, layers, framesPerSecond);
      if (clipsOf) phone.playInTime(clipsOf(camera));
      else phone.play(clips);
      // As browsers do: all layers at first, then the wanted ones.
      const isWarm = new Promise<void>((resolve) => setTimeout(resolve, warmMs));
      const mine: CrowdPhone = { id: perspective.id, phone, socket, wanted: undefined };
      socket.socket.on('wantedLayer', ({ layer }: { layer: number | null }) => {
        mine.wanted = layer;
        void isWarm.then(() => phone.send(Array.from({ length: (mine.wanted ?? 0) + 1 }, (_, each) => each)));
      });
      const rtpParameters = fakeParameters(camera, layers);
      await socket.must('produce', { transport: transport.id, kind: 'video', rtpParameters });
      phones.push(mine);
      closes.push(() => {
        phone.close();
        socket.close();
      });
    }
    const browser = await launchBrowser();
    closes.push(() => browser.close());
    return {
      server,
      opened,
      browser,
      phones,
      clipMs,
      async viewer(search = '', viewing = {}, prepare = async () => undefined) {
        const person = await newPerson(browser, viewing);
        await prepare(person);
        const page = await person.newPage();
        await page.goto(`${server.url}/e/${id}${search}`);
        return page;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
