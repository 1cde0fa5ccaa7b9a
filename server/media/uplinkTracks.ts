import type { types } from 'mediasoup';
import type { Kind } from '../../shared/domain.ts';
import type { Now } from '../events/ports/clocks.ts';
import { addRates, createMeter, type Meter, type RtpRate } from './meter.ts';
import { createTrackFlow, type TrackFlow } from './trackFlow.ts';

/** Codec and layers are kept beside the producer: its getter of RTP parameters copies them at each call. */
type Track = { producer: types.Producer; codec: string; layers: number; meter: Meter; flow: TrackFlow };

const kinds = ['video', 'audio'] as const;

/** The tracks that one phone sends, at most one per kind: whether each is switched on, and whether it arrives. */
export function createUplinkTracks(now: Now) {
  const tracks = new Map<Kind, Track>();
  /** As the phone last announced. */
  const switchedOn: Record<Kind, boolean> = { video: true, audio: true };
  const isOn = (kind: Kind) => tracks.has(kind) && switchedOn[kind];
  const isMissing = (kind: Kind) => tracks.get(kind)?.flow.isMissing === true;

  return {
    get: (kind: Kind): Track | undefined => tracks.get(kind),
    has: (kind: Kind): boolean => tracks.has(kind),
    isEmpty: (): boolean => tracks.size === 0,
    isOn,
    isMissing,
    /** Whether a track is on and not missing. */
    isArriving: (kind: Kind): boolean => isOn(kind) && !isMissing(kind),

    add(kind: Kind, producer: types.Producer): void {
      const { codecs, encodings = [] } = producer.rtpParameters;
      const codec = codecs[0]?.mimeType.toLowerCase() ?? '';
      const layers = encodings.length;
      tracks.set(kind, { producer, codec, layers, meter: createMeter(producer), flow: createTrackFlow(now) });
    },

    /** Pauses the producers that are off, or all of them if nothing is to be forwarded. */
    async applyPause(isForwarded: boolean): Promise<void> {
      const each = [...tracks].map(([kind, { producer }]) =>
        isForwarded && switchedOn[kind] ? producer.resume() : producer.pause(),
      );
      await Promise.all(each);
    },

    /** Returns whether any track was switched on or off. */
    switchOn(next: Record<Kind, boolean>): boolean {
      const switched = kinds.filter((kind) => next[kind] !== switchedOn[kind]);
      Object.assign(switchedOn, next);
      for (const kind of switched) tracks.get(kind)?.flow.reset();
      return switched.length > 0;
    },

    /** Measures all tracks. If a producer closes during the measurement, its last figures are kept. */
    async measure(): Promise<void> {
      await Promise.all([...tracks.values()].map(({ meter }) => meter.measure().catch(() => undefined)));
    },

    /**
     * Checks each track by itself; returns whether any went missing or came back. `isHeard`: a phone sends its sound
     * only if somebody hears it, or if there is no picture.
     */
    check(isFlowing: boolean, isHeard: boolean): boolean {
      const before = kinds.map(isMissing).join();
      const isDue = { video: isOn('video'), audio: isOn('audio') && (isHeard || !isOn('video')) };
      for (const [kind, { meter, flow }] of tracks) flow.update(meter.packets, isFlowing && isDue[kind]);
      return kinds.map(isMissing).join() !== before;
    },

    /** Received rate over all tracks, as last measured. */
    rate: (): RtpRate => addRates([...tracks.values()].flatMap(({ meter }) => meter.layers)),
    clear: (): void => tracks.clear(),
  };
}
