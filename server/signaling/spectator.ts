import type { Handlers } from '../../shared/conversation.ts';
import type { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { GoLive } from '../events/goLive.ts';
import type { KeepTime } from '../events/keepTime.ts';
import type { Camera, OnAir, Phone } from '../events/onAir.ts';
import type { Now } from '../events/ports.ts';

/** A phone's socket, and the camera it films with once it is live. */
export type Spectator = { event: string; phone: Phone; camera: Camera | null; isGone: boolean };

export function spectatorHandlers(
  { goLive, find, setTracks }: GoLive,
  onAir: OnAir,
  keepTime: KeepTime,
  now: Now,
): Handlers<typeof spectatorRequests, Spectator> {
  const cameraOf = ({ camera }: Spectator): Camera => {
    if (!camera) throw new Refusal('notYet');
    return camera;
  };
  const uplinkOf = (who: Spectator, transport: string) => {
    const { uplink } = cameraOf(who);
    if (uplink.offer.id !== transport) throw new Refusal('notYet');
    return uplink;
  };

  return {
    exchangeTime: () => ({ receivedAt: now(), sentAt: now() }),
    async goLive(wish, who) {
      const camera = await goLive(who.event, wish, who.phone);
      who.camera = camera;
      if (who.isGone) camera.phone = null;
      return {
        perspective: onAir.own(camera),
        rtpCapabilities: camera.uplink.rtpCapabilities,
        transport: camera.uplink.offer,
      };
    },
    async connectUplink({ transport, dtlsParameters }, who) {
      await uplinkOf(who, transport).connect(dtlsParameters);
      return {};
    },
    async restartUplink({ cameraId, transport }, who) {
      const camera = find(who.event, cameraId, transport, who.phone);
      who.camera = camera;
      return { perspective: onAir.own(camera), iceParameters: await camera.uplink.restart() };
    },
    async produce({ transport, kind, rtpParameters }, who) {
      return { producer: await uplinkOf(who, transport).produce(kind, rtpParameters) };
    },
    async setTracks(tracks, who) {
      await setTracks(cameraOf(who), tracks);
      return {};
    },
    async reportClock(claim, who) {
      await keepTime.claimed(cameraOf(who), claim);
      return {};
    },
    async setPlace({ place }, who) {
      await onAir.setPlace(cameraOf(who), place);
      return {};
    },
    async endLive(_, who) {
      await onAir.takeOff(cameraOf(who));
      who.camera = null;
      return {};
    },
  };
}
