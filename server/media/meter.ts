import type { types } from 'mediasoup';

/** What one layer brings: bit/s and packets/s. */
export type Rate = { bps: number; packets: number };
export const noRate: Rate = { bps: 0, packets: 0 };

export function addRates(rates: readonly Rate[]): Rate {
  return rates.reduce((sum, { bps, packets }) => ({ bps: sum.bps + bps, packets: sum.packets + packets }), noRate);
}

/** What a producer brings, as measured between the last two looks. */
export type Meter = {
  /** By layer, from small to large. */
  readonly layers: readonly Rate[];
  readonly lostShare: number;
  /** All packets so far. */
  readonly packets: number;
  /** Key frames asked of the phone since its producer began; those of several layers at once are one to it. */
  readonly keyFramesAsked: number;
  look(): Promise<void>;
};

type Counted = { packets: number; lost: number; at: number };

/** Which layer a stream is: phones name their layers, other sources number them. */
function layerOf({ rid, ssrc }: { rid?: string; ssrc: number }, encodings: types.RtpEncodingParameters[]): number {
  const index = encodings.findIndex((each) => (each.rid === undefined ? each.ssrc === ssrc : each.rid === rid));
  return Math.max(0, index);
}

export function createMeter(producer: types.Producer): Meter {
  const encodings = producer.rtpParameters.encodings ?? [];
  const counted = new Map<number, Counted>();
  const figures = { layers: encodings.map(() => noRate), lostShare: 0, packets: 0, keyFramesAsked: 0 };

  return {
    get layers() {
      return figures.layers;
    },
    get lostShare() {
      return figures.lostShare;
    },
    get packets() {
      return figures.packets;
    },
    get keyFramesAsked() {
      return figures.keyFramesAsked;
    },
    async look() {
      const layers = encodings.map(() => noRate);
      const sum = { packets: 0, lost: 0 };
      let all = 0;
      let asked = 0;
      for (const stream of await producer.getStats()) {
        const { ssrc, timestamp: at, packetCount, packetsLost, bitrate, pliCount, firCount } = stream;
        const before = counted.get(ssrc);
        counted.set(ssrc, { packets: packetCount, lost: packetsLost, at });
        all += packetCount;
        asked = Math.max(asked, pliCount + firCount);
        if (!before || at <= before.at) continue;
        const packets = packetCount - before.packets;
        sum.packets += packets;
        sum.lost += Math.max(0, packetsLost - before.lost);
        layers[layerOf(stream, encodings)] = { bps: bitrate, packets: (packets / (at - before.at)) * 1_000 };
      }
      figures.layers = layers;
      figures.lostShare = sum.lost / Math.max(1, sum.lost + sum.packets);
      figures.packets = all;
      figures.keyFramesAsked = asked;
    },
  };
}
