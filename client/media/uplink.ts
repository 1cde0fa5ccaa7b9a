import type { types } from 'mediasoup-client';
import type { Kind } from '../../shared/domain.ts';
import { encodingsFor } from '../../shared/layers.ts';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '../../shared/rtp.ts';
import { createValue, type Value } from '../value.ts';
import { loadDevice } from './device.ts';

export type UplinkState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

export type Uplink = {
  /** The server's name for this transport. */
  id: string;
  state: Value<UplinkState>;
  /** Sends this track in place of the one before; null sends nothing, and keeps the place. */
  send(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  restart(iceParameters: IceParameters): Promise<void>;
  /** What the way up suffers from now. */
  health(): Promise<UplinkHealth>;
  close(): void;
};

/** `lossShare` 0 to 1 of packets sent; `isStarved` where the encoder is held back by the network. */
export type UplinkHealth = { lossShare: number; isStarved: boolean };

/** What an uplink asks of the server. */
export type UplinkAsks = {
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
  produce(kind: Kind, rtpParameters: RtpParameters): Promise<string>;
};

/** How tracks are sent; tests send one small layer. */
export type SendingWish = { layers?: number };

function optionsFor(kind: Kind, track: MediaStreamTrack, { layers }: SendingWish): types.ProducerOptions {
  // The track is the camera's: it outlives this uplink, and a paused one must not look switched off to it.
  const ours = { track, stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true };
  if (kind === 'audio') {
    return {
      ...ours,
      codecOptions: { opusStereo: true, opusFec: true, opusDtx: false, opusMaxAverageBitrate: 96_000 },
    };
  }
  const { width = 1_280, height = 720 } = track.getSettings();
  return {
    ...ours,
    encodings: encodingsFor(Math.max(width, height), layers),
    codecOptions: { videoGoogleStartBitrate: 800 },
  };
}

async function readHealth(producers: Iterable<types.Producer>): Promise<UplinkHealth> {
  const health: UplinkHealth = { lossShare: 0, isStarved: false };
  for (const producer of producers) {
    for (const entry of (await producer.getStats()).values()) {
      if (entry.type === 'remote-inbound-rtp') health.lossShare = Math.max(health.lossShare, entry.fractionLost ?? 0);
      if (entry.type === 'outbound-rtp') health.isStarved ||= entry.qualityLimitationReason === 'bandwidth';
    }
  }
  return health;
}

/** Opens this phone's one transport. */
export async function openUplink(
  offered: RtpCapabilities,
  offer: TransportOffer,
  asks: UplinkAsks,
  wish: SendingWish = {},
): Promise<Uplink> {
  const device = await loadDevice(offered);
  const transport = device.createSendTransport(offer);
  const state = createValue<UplinkState>('new');
  const producers = new Map<Kind, types.Producer>();

  transport.on('connectionstatechange', (next) => state.set(next));
  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    asks.connect(dtlsParameters as DtlsParameters).then(done, fail);
  });
  transport.on('produce', ({ kind, rtpParameters }, done, fail) => {
    asks.produce(kind, rtpParameters as RtpParameters).then((id) => done({ id }), fail);
  });

  return {
    id: offer.id,
    state,
    async send(kind, track) {
      const known = producers.get(kind);
      if (known && !known.closed) {
        await known.replaceTrack({ track });
        track ? known.resume() : known.pause();
      } else if (track) producers.set(kind, await transport.produce(optionsFor(kind, track, wish)));
    },
    restart: (iceParameters) => transport.restartIce({ iceParameters }),
    health: () => readHealth(producers.values()),
    close() {
      if (transport.closed) return;
      transport.close();
      state.set('closed');
    },
  };
}
