import type { types } from 'mediasoup';
import type { SenderReport } from '../../shared/captureTime.ts';
import type { Kind } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { DtlsParameters, IceServer } from '../../shared/rtp.ts';
import type { Reach, Uplink } from '../events/ports.ts';
import { offeredCapabilities } from './codecs.ts';
import { followReports } from './senderReports.ts';
import { connectOnce, offerOf } from './transport.ts';

/** One PLI per second and phone, however many viewers come (0, the default, lets them through one by one). */
const keyFrameRequestDelayMs = 1_000;

/** One phone's transport and its two producers, as the stage holds it. */
export type StageUplink = Uplink & {
  readonly reach: Reach;
  setReach(reach: Reach): void;
  producer(kind: Kind): types.Producer | undefined;
};

type Told = {
  /** A producer came or went, or who may receive it changed. */
  changed(): void;
  /** Whether packets of any track arrive now, and which tracks are on. */
  flows(flows: boolean, media: Record<Kind, boolean>): void;
  reported(report: SenderReport): void;
  closed(): void;
};

export function createUplink(
  router: types.Router,
  transport: types.WebRtcTransport,
  initialReach: Reach,
  iceServers: IceServer[],
  told: Told,
): StageUplink {
  const producers = new Map<Kind, types.Producer>();
  const active = new Map<Kind, boolean>();
  let reach = initialReach;
  let closed = false;

  const tellFlows = () => {
    const isOn = (kind: Kind) => producers.get(kind)?.paused === false;
    const flows = [...producers.keys()].some((kind) => isOn(kind) && active.get(kind));
    told.flows(flows, { video: isOn('video'), audio: isOn('audio') });
  };

  const keep = (kind: Kind, producer: types.Producer) => {
    producers.set(kind, producer);
    producer.on('score', (scores) => {
      active.set(
        kind,
        scores.some(({ score }) => score > 0),
      );
      tellFlows();
    });
    if (kind === 'video') followReports(producer, told.reported);
    told.changed();
  };

  const close = () => {
    if (closed) return;
    closed = true;
    producers.clear();
    transport.close();
    told.closed();
  };
  transport.on('routerclose', close);

  return {
    offer: offerOf(transport, iceServers),
    rtpCapabilities: offeredCapabilities(router),
    get reach() {
      return reach;
    },
    setReach(next) {
      reach = next;
      told.changed();
    },
    producer: (kind) => producers.get(kind),
    connect: (dtlsParameters: DtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => transport.restartIce(),
    async produce(kind, rtpParameters) {
      if (producers.has(kind)) throw new Refusal('alreadySending', kind);
      const producer = await transport
        .produce({ kind, rtpParameters: rtpParameters as types.RtpParameters, ...keyFrames(kind) })
        .catch((error: Error) => {
          throw new Refusal('badMedia', error.message);
        });
      // Two requests may have waited for the worker at once: the second loses.
      if (producers.has(kind) || closed) {
        producer.close();
        throw new Refusal('alreadySending', kind);
      }
      keep(kind, producer);
      return producer.id;
    },
    async setTracks(wish) {
      for (const [kind, producer] of producers) await (wish[kind] ? producer.resume() : producer.pause());
      tellFlows();
    },
    async roundTripMs() {
      const stats = (await producers.get('video')?.getStats()) ?? [];
      const trips = stats.flatMap(({ roundTripTime }) => roundTripTime || []);
      return trips.length > 0 ? Math.min(...trips) : null;
    },
    close,
  };
}

function keyFrames(kind: Kind) {
  return kind === 'video' ? { keyFrameRequestDelay: keyFrameRequestDelayMs } : {};
}
