import type { types } from 'mediasoup';

/** Received rate of one layer. */
export type RtpRate = { bps: number; packets: number };
export const noRate: RtpRate = { bps: 0, packets: 0 };

export function addRates(rates: readonly RtpRate[]): RtpRate {
  return rates.reduce((sum, { bps, packets }) => ({ bps: sum.bps + bps, packets: sum.packets + packets }), noRate);
}

/** Received rates of a producer, measured between the last two calls of `measure`. */
export type Meter = {
  /** By layer, the smallest first. */
  readonly layers: readonly RtpRate[];
  /** Over the last five measurements, of at least a hundred packets: one lost of ten says little. */
  readonly lostShare: number;
  /** All packets since the producer began. */
  readonly packets: number;
  measure(): Promise<void>;
};

const weighedMeasurements = 5;
const minPackets = 100;

type Counted = { packets: number; lost: number; at: number };

/** The layer of a stream: phones name their layers by RID, other sources have an SSRC for each. */
function layerOf({ rid, ssrc }: { rid?: string; ssrc: number }, encodings: types.RtpEncodingParameters[]): number {
  const index = encodings.findIndex((each) => (each.rid === undefined ? each.ssrc === ssrc : each.rid === rid));
  return Math.max(0, index);
}

export function createMeter(producer: types.Producer): Meter {
  const encodings = producer.rtpParameters.encodings ?? [];
  const counters = new Map<number, Counted>();
  let recent: { packets: number; lost: number }[] = [];
  const figures = { layers: encodings.map(() => noRate), lostShare: 0, packets: 0 };

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
    async measure() {
      const layers = encodings.map(() => noRate);
      const sum = { packets: 0, lost: 0 };
      let all = 0;
      for (const stream of await producer.getStats()) {
        const { ssrc, timestamp: at, packetCount, packetsLost, bitrate } = stream;
        const before = counters.get(ssrc);
        counters.set(ssrc, { packets: packetCount, lost: packetsLost, at });
        all += packetCount;
        if (!before || at <= before.at) continue;
        const packets = packetCount - before.packets;
        sum.packets += packets;
        sum.lost += Math.max(0, packetsLost - before.lost);
        layers[layerOf(stream, encodings)] = { bps: bitrate, packets: (packets / (at - before.at)) * 1_000 };
      }
      figures.layers = layers;
      recent = [...recent, sum].slice(-weighedMeasurements);
      const lost = recent.reduce((all, each) => all + each.lost, 0);
      const packets = recent.reduce((all, each) => all + each.packets, 0);
      figures.lostShare = lost / Math.max(minPackets, lost + packets);
      figures.packets = all;
    },
  };
}
