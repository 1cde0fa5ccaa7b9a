import type { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Handlers } from '../../shared/wire.ts';
import type { IceServers } from '../auth/iceServers.ts';
import type { Visitor } from '../auth/visitors.ts';
import { digestOf } from '../events/admission.ts';
import { createKeyedQueue } from '../events/keyedQueue.ts';
import type { LiveCamera, Phone } from '../events/liveCamera.ts';
import type { MessageRules } from './messageRules.ts';
import { timeHandlers } from './time.ts';

/** A phone's socket, and its camera once it is live. */
export type Spectator = {
  event: string;
  visitor: Visitor;
  phone: Phone;
  camera: LiveCamera | null;
  /** The newest `goLive`, until it is answered. */
  pending: { wish: string; answer: Promise<LiveCamera> } | null;
  isGone: boolean;
};
type Handling = Handlers<typeof spectatorRequests, Spectator>;

function ownHandlers({ takeBack }: MessageRules) {
  const claimantOf = (cameraId: string, { visitor: { device, sender } }: Spectator) => ({ cameraId, device, sender });
  const own: Pick<Handling, 'readMine' | 'exportMine' | 'takeBack'> = {
    readMine: ({ cameraId }, who) => takeBack.read(who.event, claimantOf(cameraId, who)),
    exportMine: ({ cameraId }, who) => takeBack.export(who.event, claimantOf(cameraId, who)),
    takeBack: ({ cameraId }, who) => takeBack.takeBack(who.event, claimantOf(cameraId, who)),
  };
  return own;
}

export function spectatorHandlers(rules: MessageRules, iceServers: IceServers): Handling {
  const { liveCameras, keepTime, countViewing } = rules;
  const { goLive, find } = rules.goLive;
  /** Refuses if the camera is not live any more, e.g. because it was removed or went live somewhere else. */
  const cameraOf = ({ camera }: Spectator): LiveCamera => {
    if (!camera || !liveCameras.isLive(camera)) throw new Refusal('notYet');
    return camera;
  };
  const uplinkOf = (who: Spectator, transport: string) => {
    const { uplink } = cameraOf(who);
    if (uplink.offer.id !== transport) throw new Refusal('notYet');
    return uplink;
  };

  /** One socket has one camera: each `goLive` replaces the camera of the last one. */
  const inSocketQueue = createKeyedQueue<Spectator>();
  const takeCamera = async (who: Spectator, wish: Parameters<typeof goLive>[1]): Promise<LiveCamera> => {
    if (who.isGone) throw new Refusal('notYet');
    const { device, network, asker } = who.visitor;
    const former = who.camera;
    if (former && former.digest !== digestOf(who.event, wish.cameraId)) {
      who.camera = null;
      await liveCameras.takeOff(former);
    }
    const camera = await goLive(who.event, wish, who.phone, { device, network, asker });
    who.camera = camera;
    if (who.isGone) liveCameras.detachPhone(camera, who.phone);
    return camera;
  };

  /** A page that repeats its request after 8 s without an answer gets the answer to the first one. */
  const askCamera = (who: Spectator, wish: Parameters<typeof goLive>[1]): Promise<LiveCamera> => {
    const key = JSON.stringify(wish);
    if (who.pending?.wish === key) return who.pending.answer;
    const answer = inSocketQueue(who, () => takeCamera(who, wish)).finally(() => {
      if (who.pending?.answer === answer) who.pending = null;
    });
    who.pending = { wish: key, answer };
    return answer;
  };
  /** Anything else that changes the camera: a `goLive` after it is a new one, though it may ask for the same. */
  const change = <T>(who: Spectator, work: () => Promise<T>): Promise<T> => {
    who.pending = null;
    return inSocketQueue(who, work);
  };

  return {
    ...ownHandlers(rules),
    ...timeHandlers(rules),
    async goLive(wish, who) {
      const camera = await askCamera(who, wish);
      return {
        perspective: liveCameras.own(camera),
        rtpCapabilities: camera.uplink.rtpCapabilities,
        transport: { ...camera.uplink.offer, iceServers: iceServers(who.visitor.sender) },
      };
    },
    async connectUplink({ transport, dtlsParameters }, who) {
      await uplinkOf(who, transport).connect(dtlsParameters);
      return {};
    },
    restartUplink: ({ cameraId, transport }, who) =>
      change(who, async () => {
        const camera = find(who.event, cameraId, transport, who.phone);
        if (who.camera && who.camera.digest !== camera.digest) await liveCameras.takeOff(who.camera);
        who.camera = camera;
        return { perspective: liveCameras.own(camera), iceParameters: await camera.uplink.restart() };
      }),
    async produce({ transport, kind, rtpParameters }, who) {
      return { producer: await uplinkOf(who, transport).produce(kind, rtpParameters) };
    },
    async setTracks(tracks, who) {
      await liveCameras.setTracks(cameraOf(who), tracks);
      return {};
    },
    async reportClock(claim, who) {
      await keepTime.claimed(cameraOf(who), claim);
      return {};
    },
    async setPlace({ place }, who) {
      await liveCameras.setPlace(cameraOf(who), place);
      return {};
    },
    reportHealth(health, who) {
      liveCameras.setHealth(cameraOf(who), health);
      return {};
    },
    endLive: (_, who) =>
      change(who, async () => {
        const camera = cameraOf(who);
        // The phone shows these figures next; without Redis they are a few seconds short.
        const written = countViewing.write().catch(() => undefined);
        await liveCameras.takeOff(camera);
        who.camera = null;
        await written;
        return {};
      }),
  };
}
