import { Refused } from '../../client/connection/refused.ts';
import type { SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { RtpParameters } from '../../shared/rtp.ts';
import { createFakePhone, type FakeLayer, type FakePhone, fakeParameters } from '../support/fakePhone.ts';
import { cameraId } from '../support/rtp.ts';
import { keepSession, type Session } from './session.ts';

const framesPerSecond = 10;
/** Every second phone sends one layer, for which mediasoup does not report that packets stop. */
const layersOf = (camera: number): FakeLayer[] =>
  [
    { widthPx: 320, bps: 40_000 },
    { widthPx: 640, bps: 80_000 },
  ].slice(0, 1 + (camera % 2));

export type ChaosPhone = Session<typeof spectatorRequests, SpectatorNotices> & {
  /** Its perspective; empty before it is live. */
  id(): string;
  /** Stops without a goodbye, as with an empty battery. */
  kill(): void;
};

/** A phone simulated at RTP level that keeps its tile through all faults, as the page does. */
export function startPhone(event: string, camera: number): ChaosPhone {
  const key = cameraId(camera);
  let packets: FakePhone | null = null;
  let transport: string | null = null;
  let id = '';

  const session = keepSession<typeof spectatorRequests, SpectatorNotices>(
    'spectator',
    () => ({ event }),
    async ({ ask }) => {
      const kept = transport && (await ask('restartUplink', { cameraId: key, transport }).catch(unlessRefused));
      if (kept) return ask('setTracks', { video: true, audio: false });
      packets?.close();
      packets = null;
      const live = await ask('goLive', { cameraId: key, label: `Phone ${camera}`, place: { precision: 'off' } });
      id = live.perspective.id;
      transport = live.transport.id;
      const rtpParameters = fakeParameters(camera, layersOf(camera)) as RtpParameters;
      await ask('produce', { transport, kind: 'video', rtpParameters });
      packets = createFakePhone(live.transport, camera, layersOf(camera), framesPerSecond);
      return live;
    },
  );
  const startAgain = () => {
    transport = null;
    session.begin();
  };
  session.conversation.onNotice('stageLost', startAgain);
  session.conversation.onNotice('perspectiveChanged', ({ state }) => state === 'gone' && startAgain());
  const close = () => {
    packets?.close();
    packets = null;
    session.close();
  };
  return { ...session, id: () => id, kill: close, close };
}

/** The transport is gone, so that a new one is needed. */
function unlessRefused(fault: unknown): null {
  if (fault instanceof Refused) return null;
  throw fault;
}
