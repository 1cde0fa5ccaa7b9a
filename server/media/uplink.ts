import type { types } from 'mediasoup';
import { phoneTimeOf, type SenderReport } from '../../shared/captureTime.ts';
import type { Kind } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Receivers } from '../../shared/rights.ts';
import type { SentRate } from '../../shared/uplinkRate.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { Uplink } from '../events/ports/media.ts';
import { followAbsCaptureTimes } from './absCaptureTimes.ts';
import { createDemand } from './demand.ts';
import type { EventRouter } from './eventRouter.ts';
import { followFlow } from './flow.ts';
import { createKeyFrameThrottle, type KeyFrameThrottle, keyFrameEveryMs } from './keyFrameThrottle.ts';
import { followKeyFrames, layerOf } from './keyFrameTimes.ts';
import { addRates, createMeter, type Meter, type Rate } from './meter.ts';
import { followReports } from './senderReports.ts';
import { createTrackFlow, type TrackFlow } from './trackFlow.ts';
import { acceptedBy, connectOnce, offerOf, restartIce, type Transport } from './transport.ts';

/** One phone's transport and its two producers, as the stage holds it. */
export type StageUplink = Uplink & {
  readonly perspective: string;
  readonly eventRouter: EventRouter;
  readonly receivers: Receivers;
  readonly keyFrames: KeyFrameThrottle;
  /** How many layers its picture was announced with; 0 before it was. */
  readonly layers: number;
  setReceivers(receivers: Receivers): void;
  producer(kind: Kind): types.Producer | undefined;
  /** In lower case, as video/vp8. */
  codec(kind: Kind): string | undefined;
  meter(kind: Kind): Meter | undefined;
  /** When the frame of a layer with this RTP time was taken, on the phone's clock (ms); null before it reported of it. */
  phoneMs(layer: number, rtp: number): number | null;
  /** All that arrives from the phone. */
  rate(): Rate;
  /** The highest layer that any viewer wants now, and whether any wants its sound. */
  want(layer: number | null, isHeard: boolean): void;
  /** Whether anything arrives. */
  lookAtFlow(): Promise<void>;
  /** Measures what arrives. */
  look(): Promise<void>;
  /** Time has passed. */
  tick(): void;
};

type Listener = {
  /** A producer came or went, or who may receive it changed. */
  changed(): void;
  /** Since when nothing arrives of the tracks that are on, null while something does; and which tracks are on and come. */
  flows(silentSince: number | null, media: Record<Kind, boolean>): void;
  reported(report: SenderReport): void;
  frameCaptured(phoneMs: number): void;
  wanted(wanted: Uplink['wanted']): void;
  measured(sent: SentRate): void;
  closed(): void;
};

/** What is asked for at each wish of each viewer stands beside the producer, which copies its parameters for whoever asks. */
type Sent = { producer: types.Producer; codec: string; layers: number; meter: Meter; flow: TrackFlow };

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
  const sent = new Map<Kind, Sent>();
  /** The newest sender report of each layer of the picture. */
  const reports = new Map<number, SenderReport>();
  const keyFrames = createKeyFrameThrottle(now);
  const picture = createDemand(now);
  const sound = createDemand(now);
  /** A sound that did not come is asked for until it does, whoever hears it: else nobody would know that it is back. */
  const wanted = () => ({
    layer: picture.layer,
    isHeard: sound.layer !== null || sent.get('audio')?.flow.isMissing === true,
  });
  /** What the phone was told last; null for what it has to be told anew. */
  let toldWanted: Uplink['wanted'] | null = null;
  const tellWanted = () => {
    const { layer, isHeard } = wanted();
    if (sent.size === 0 || (toldWanted?.layer === layer && toldWanted.isHeard === isHeard)) return;
    toldWanted = { layer, isHeard };
    listener.wanted(toldWanted);
  };
  const wish: Record<Kind, boolean> = { video: true, audio: true };
  /** Since the last look. */
  let counted = { keyFrames: 0, at: now() };
  let receivers = parts.receivers;
  let closed = false;

  /** In a blackout nothing is forwarded, whatever the phone wishes; that it sends is still known. */
  const settle = async () => {
    const settling = [...sent].map(([kind, { producer }]) =>
      wish[kind] && receivers !== 'nobody' ? producer.resume() : producer.pause(),
    );
    await Promise.all(settling).catch((error) => {
      // Gone with their worker meanwhile: there is nothing left to settle.
      if (!closed) throw error;
    });
  };

  const isOn = (kind: Kind) => sent.has(kind) && wish[kind];
  const tellFlows = () => {
    const comes = (kind: Kind) => isOn(kind) && sent.get(kind)?.flow.isMissing === false;
    const isAnyOn = isOn('video') || isOn('audio');
    const { silentSince } = flow;
    const at = isAnyOn ? silentSince : (silentSince ?? now());
    if (!closed) listener.flows(at, { video: comes('video'), audio: comes('audio') });
  };
  const flow = followFlow(transport, now, tellFlows);

  /** Of each track whether it comes: a phone sends its sound where somebody hears it, or where there is no picture. */
  const lookAtTracks = () => {
    const missing = () => [...sent.values()].map((each) => each.flow.isMissing).join();
    const before = missing();
    const isHeard = sound.layer !== null || !isOn('video');
    for (const [kind, { meter, flow: track }] of sent) {
      track.saw(meter.packets, flow.silentSince === null && isOn(kind) && (kind === 'video' || isHeard));
    }
    if (missing() !== before) tellFlows();
  };

  const keep = (kind: Kind, producer: types.Producer) => {
    const { codecs, encodings = [] } = producer.rtpParameters;
    const codec = codecs[0]?.mimeType.toLowerCase() ?? '';
    const mine: Sent = {
      producer,
      codec,
      layers: encodings.length,
      meter: createMeter(producer),
      flow: createTrackFlow(now),
    };
    sent.set(kind, mine);
    producer.on('score', (scores) => {
      // The first packets of a track: no second is lost.
      if (flow.silentSince !== null && scores.some(({ score }) => score > 0)) void flow.look();
    });
    if (kind === 'video') {
      followReports(producer, (report) => {
        reports.set(layerOf(producer, report.ssrc), report);
        listener.reported(report);
      });
      eventRouter.know(producer);
      followKeyFrames(producer, () => {
        keyFrames.came();
        counted.keyFrames += 1;
      });
      followAbsCaptureTimes(producer, now, ({ ssrc, rtp }) => {
        const phoneMs = phoneMsOf(layerOf(producer, ssrc), rtp);
        if (phoneMs !== null) listener.frameCaptured(phoneMs);
      });
    }
    if (kind === 'video') toldWanted = null;
    tellWanted();
    if (flow.silentSince === null) tellFlows();
    listener.changed();
  };

  const phoneMsOf = (layer: number, rtp: number) => {
    const report = reports.get(layer);
    return report ? phoneTimeOf(report, rtp) : null;
  };

  const produce = async (kind: Kind, rtpParameters: types.RtpParameters): Promise<string> => {
    if (sent.has(kind)) throw new Refusal('alreadySending', kind);
    const delay = kind === 'video' ? { keyFrameRequestDelay: keyFrameEveryMs } : {};
    const paused = receivers === 'nobody';
    const producer = await acceptedBy(transport, transport.produce({ kind, rtpParameters, paused, ...delay }));
    if (closed) throw new Refusal('mediaRestarting', kind);
    // Two requests may have waited for the worker at once: the second loses.
    if (sent.has(kind)) {
      producer.close();
      throw new Refusal('alreadySending', kind);
    }
    keep(kind, producer);
    if ((receivers === 'nobody') !== paused) await settle();
    return producer.id;
  };

  const rate = () => addRates([...sent.values()].flatMap(({ meter }) => meter.layers));

  const close = () => {
    if (closed) return;
    closed = true;
    sent.clear();
    transport.close();
    listener.closed();
  };
  transport.on('routerclose', close);

  return {
    perspective,
    eventRouter,
    keyFrames,
    offer: offerOf(transport, eventRouter.on.announced()),
    rtpCapabilities: eventRouter.offered,
    get receivers() {
      return receivers;
    },
    get layers() {
      return sent.get('video')?.layers ?? 0;
    },
    get wanted() {
      return wanted();
    },
    setReceivers(next) {
      if (next === receivers) return;
      receivers = next;
      // Fails only where the producers have just gone.
      settle().catch(() => undefined);
      listener.changed();
    },
    producer: (kind) => sent.get(kind)?.producer,
    codec: (kind) => sent.get(kind)?.codec,
    meter: (kind) => sent.get(kind)?.meter,
    phoneMs: phoneMsOf,
    rate,
    want(layer, isHeard) {
      picture.want(layer);
      sound.want(isHeard ? 0 : null);
      tellWanted();
    },
    get isReachable() {
      return flow.isReachable;
    },
    lookAtFlow: flow.look,
    async look() {
      // A producer may close while the worker is asked: its last figures stand. The transport counts what is of no
      // track, too.
      await Promise.all([...sent.values()].map(({ meter }) => meter.look().catch(() => undefined)));
      if (closed) return;
      lookAtTracks();
      const { bps, packets } = rate();
      const seconds = Math.max(1, now() - counted.at) / 1_000;
      const all = Math.max(bps, flow.bps);
      listener.measured({ bps: all, packets, keyFrames: counted.keyFrames / seconds });
      counted = { keyFrames: 0, at: now() };
    },
    tick: tellWanted,
    connect: (dtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => restartIce(transport),
    produce: (kind, rtpParameters) => produce(kind, rtpParameters as types.RtpParameters),
    async setTracks(tracks) {
      const turned = (['video', 'audio'] as const).filter((kind) => tracks[kind] !== wish[kind]);
      Object.assign(wish, tracks);
      // Who only says the same again is not heard for that: media alone keeps a tile.
      if (turned.length > 0) flow.heard();
      for (const kind of turned) sent.get(kind)?.flow.forget();
      await settle();
      tellFlows();
    },
    async roundTripMs() {
      const stats = (await sent.get('video')?.producer.getStats()) ?? [];
      const trips = stats.flatMap(({ roundTripTime }) => roundTripTime || []);
      return trips.length > 0 ? Math.min(...trips) : null;
    },
    close,
  };
}
