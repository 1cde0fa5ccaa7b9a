import type { types } from 'mediasoup';
import type { SenderReport } from '../../shared/captureTime.ts';
import type { Kind, RtpMapping } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Receivers } from '../../shared/rights.ts';
import type { SentRate } from '../../shared/uplinkRate.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { Uplink } from '../events/ports/media.ts';
import { createUplinkDemand } from './demand.ts';
import type { EventRouter } from './eventRouter.ts';
import { followFlow } from './flow.ts';
import { createKeyFrameThrottle, type KeyFrameThrottle, keyFrameEveryMs } from './keyFrameThrottle.ts';
import { followKeyFrames } from './keyFrameTimes.ts';
import type { Meter, RtpRate } from './meter.ts';
import { createPhoneClock } from './phoneClock.ts';
import { createSoundMapping } from './soundMapping.ts';
import { connectOnce, offerOf, orBadMedia, restartIce, type Transport } from './transport.ts';
import { createUplinkTracks } from './uplinkTracks.ts';

/** One phone's transport and its producers, at most one per kind, as the stage holds it. */
export type StageUplink = Uplink & {
  readonly perspective: string;
  readonly eventRouter: EventRouter;
  readonly receivers: Receivers;
  readonly keyFrameThrottle: KeyFrameThrottle;
  /** Simulcast layers that the picture was announced with; 0 before it is announced. */
  readonly layers: number;
  setReceivers(receivers: Receivers): void;
  producer(kind: Kind): types.Producer | undefined;
  /** Mime type in lower case, such as video/vp8. */
  codec(kind: Kind): string | undefined;
  meter(kind: Kind): Meter | undefined;
  /** When the frame of a layer with this RTP time was captured, ms on the phone's clock; null before a sender report. */
  phoneMs(layer: number, rtp: number): number | null;
  /** Calls with the mapping of the sound's RTP times to capture times, and with each change; returns its stop. */
  followSoundMapping(listener: (rtpMapping: RtpMapping) => void): () => void;
  /** Received rate over all tracks, as last measured. */
  rate(): RtpRate;
  /** The highest layer that any viewer wants now (null for none), and whether any wants the sound. */
  want(layer: number | null, isHeard: boolean): void;
  /** Checks whether anything arrives. */
  checkFlow(): Promise<void>;
  /** Measures what arrives, and reports it to the listener. */
  measure(): Promise<void>;
  /** Lowers the demand when it is due. */
  tick(): void;
};

type Listener = {
  /** A producer came or went, or who may receive it changed. */
  changed(): void;
  /**
   * Since when nothing has arrived on the tracks that are on, ms on the steady clock, null while something does; and
   * which tracks are on and arrive.
   */
  flows(silentSince: number | null, media: Record<Kind, boolean>): void;
  reported(report: SenderReport): void;
  frameCaptured(phoneMs: number): void;
  wanted(wanted: Uplink['wanted']): void;
  measured(sent: SentRate): void;
  closed(): void;
};

type Parts = {
  perspective: string;
  eventRouter: EventRouter;
  transport: Transport;
  receivers: Receivers;
  now: Now;
  listener: Listener;
};

export function createUplink(parts: Parts): StageUplink {
  const { perspective, eventRouter, transport, listener, now } = parts;
  const tracks = createUplinkTracks(now);
  const keyFrameThrottle = createKeyFrameThrottle(now);
  const phoneClock = createPhoneClock(now, listener);
  const soundMapping = createSoundMapping();
  const demand = createUplinkDemand(now, () => tracks.isMissing('audio'), listener.wanted);
  const notifyWanted = () => void (tracks.isEmpty() || demand.update());
  /** Since the last measurement. */
  let counted = { keyFrames: 0, at: now() };
  let receivers = parts.receivers;
  let closed = false;

  /** In a blackout nothing is forwarded; the producers still count what arrives. */
  const applyPause = () =>
    tracks.applyPause(receivers !== 'nobody').catch((error) => {
      // The producers may have closed with their worker.
      if (!closed) throw error;
    });

  const notifyFlows = () => {
    const { silentSince } = flow;
    const at = tracks.isOn('video') || tracks.isOn('audio') ? silentSince : (silentSince ?? now());
    if (!closed) listener.flows(at, { video: tracks.isArriving('video'), audio: tracks.isArriving('audio') });
  };
  const flow = followFlow(transport, now, notifyFlows);

  const followPicture = (producer: types.Producer) => {
    phoneClock.follow(producer);
    eventRouter.followProducer(producer);
    followKeyFrames(producer, () => {
      keyFrameThrottle.keyFrameArrived();
      counted.keyFrames += 1;
    });
    demand.forgetLast();
  };

  const addTrack = (kind: Kind, producer: types.Producer) => {
    tracks.add(kind, producer);
    producer.on('score', (scores) => {
      // The first packets of a track are noticed at once, not at the next check.
      if (flow.silentSince !== null && scores.some(({ score }) => score > 0)) void flow.check();
    });
    if (kind === 'video') followPicture(producer);
    else soundMapping.followProducer(producer);
    notifyWanted();
    if (flow.silentSince === null) notifyFlows();
    listener.changed();
  };

  const produce = async (kind: Kind, rtpParameters: types.RtpParameters): Promise<string> => {
    if (tracks.has(kind)) throw new Refusal('alreadySending', kind);
    const delay = kind === 'video' ? { keyFrameRequestDelay: keyFrameEveryMs } : {};
    const paused = receivers === 'nobody';
    const producer = await orBadMedia(transport, transport.produce({ kind, rtpParameters, paused, ...delay }));
    if (closed) throw new Refusal('mediaRestarting', kind);
    // Two requests may have waited for the worker at the same time: the second one loses.
    if (tracks.has(kind)) {
      producer.close();
      throw new Refusal('alreadySending', kind);
    }
    addTrack(kind, producer);
    if ((receivers === 'nobody') !== paused) await applyPause();
    return producer.id;
  };

  const measure = async () => {
    await tracks.measure();
    if (closed) return;
    if (tracks.check(flow.silentSince === null, demand.isHeard)) notifyFlows();
    const { bps, packets } = tracks.rate();
    const seconds = Math.max(1, now() - counted.at) / 1_000;
    // The transport also counts packets that belong to no track.
    listener.measured({ bps: Math.max(bps, flow.bps), packets, keyFrames: counted.keyFrames / seconds });
    counted = { keyFrames: 0, at: now() };
  };

  const close = () => {
    if (closed) return;
    closed = true;
    tracks.clear();
    transport.close();
    listener.closed();
  };
  transport.on('routerclose', close);

  return {
    perspective,
    eventRouter,
    keyFrameThrottle,
    offer: offerOf(transport, eventRouter.mediaWorker.announced()),
    rtpCapabilities: eventRouter.offered,
    get receivers() {
      return receivers;
    },
    get layers() {
      return tracks.get('video')?.layers ?? 0;
    },
    get wanted() {
      return demand.wanted;
    },
    setReceivers(next) {
      if (next === receivers) return;
      receivers = next;
      // Fails only if the producers have just closed.
      applyPause().catch(() => undefined);
      listener.changed();
    },
    producer: (kind) => tracks.get(kind)?.producer,
    codec: (kind) => tracks.get(kind)?.codec,
    meter: (kind) => tracks.get(kind)?.meter,
    phoneMs: phoneClock.phoneMs,
    followSoundMapping: soundMapping.follow,
    rate: tracks.rate,
    want(layer, isHeard) {
      demand.want(layer, isHeard);
      notifyWanted();
    },
    get isReachable() {
      return flow.isReachable;
    },
    checkFlow: flow.check,
    measure,
    tick: notifyWanted,
    connect: (dtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => restartIce(transport),
    produce: (kind, rtpParameters) => produce(kind, rtpParameters as types.RtpParameters),
    async setTracks(next) {
      // Repeating the same state is no sign of life: only media keeps a tile.
      if (tracks.switchOn(next)) flow.touch();
      await applyPause();
      notifyFlows();
    },
    async roundTripMs() {
      const stats = (await tracks.get('video')?.producer.getStats()) ?? [];
      const trips = stats.flatMap(({ roundTripTime }) => roundTripTime || []);
      return trips.length > 0 ? Math.min(...trips) : null;
    },
    close,
  };
}
