import type { types } from 'mediasoup-client';
import type { SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Kind } from '../../shared/domain.ts';
import { encodingsFor, type LayerEncoding } from '../../shared/layers.ts';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '../../shared/rtp.ts';
import { createValue, type Value } from '../value.ts';
import { loadDevice } from './device.ts';
import { limitLayers, limitSound } from './sentLayers.ts';

export type Wanted = SpectatorNotices['wantedLayer'];

export type UplinkState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

export type Uplink = {
  /** The server's name for this transport. */
  id: string;
  state: Value<UplinkState>;
  /** Sends this track in place of the one before; null sends nothing, and keeps the place. */
  send(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  /** Sends what is wanted from now on. */
  limit(wanted: Wanted): void;
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

/**
 * At first all layers are sent, whatever is wanted: the browser learns what the way carries, and the server's worker uses a
 * layer that it has seen before a second or two sooner when it comes back.
 */
const warmMs = 2_500;

/** A fresh track's first frame is encoded by then; until then Chromium goes by the size of the last one. */
const firstFrameMs = 500;

/** How tracks are sent; tests send one small layer. */
export type SendingOptions = { layers?: number };

function layersOf(track: MediaStreamTrack, { layers }: SendingOptions): LayerEncoding[] {
  const { width = 1_280, height = 720 } = track.getSettings();
  return encodingsFor(Math.max(width, height), layers);
}

function optionsFor(kind: Kind, track: MediaStreamTrack, encodings: LayerEncoding[]): types.ProducerOptions {
  // The track is the camera's: it outlives this uplink, and a paused one must not look switched off to it.
  const ours = { track, stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true };
  if (kind === 'audio') {
    return {
      ...ours,
      codecOptions: { opusStereo: true, opusFec: true, opusDtx: false, opusMaxAverageBitrate: 96_000 },
    };
  }
  return {
    ...ours,
    encodings,
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
  wish: SendingOptions = {},
): Promise<Uplink> {
  const device = await loadDevice(offered);
  const transport = device.createSendTransport(offer);
  const state = createValue<UplinkState>('new');
  const producers = new Map<Kind, types.Producer>();
  let encodings: LayerEncoding[] = [];
  /** Undefined until somebody has said. */
  let wanted: Wanted | undefined;
  let isWarm = false;
  let isSoundSent = true;
  // A sender takes one change at a time.
  let limiting: Promise<unknown> = Promise.resolve();

  const applyLimit = () => {
    const sender = producers.get('video')?.rtpSender;
    if (!sender) return;
    const layer = isWarm && wanted !== undefined ? wanted.layer : encodings.length - 1;
    const picture = encodings;
    limiting = limiting.then(() => limitLayers(sender, layer, picture)).catch(() => undefined);
  };
  /**
   * Another camera, or the same one at another size, has other layers: their number, sizes and rates follow. Chromium, too,
   * stops layers of a picture that has become small, and leaves them so when it is large again.
   */
  const followPicture = () => {
    const track = producers.get('video')?.track;
    if (track) encodings = layersOf(track, wish);
    applyLimit();
  };
  /** A sound that nobody hears is sent where there is nothing else: the server would miss the phone. */
  const applySound = () => {
    const sender = producers.get('audio')?.rtpSender;
    const picture = producers.get('video');
    const isSent = !wanted || wanted.isHeard || !picture || picture.paused;
    if (!sender || isSent === isSoundSent) return;
    isSoundSent = isSent;
    limiting = limiting.then(() => limitSound(sender, isSent)).catch(() => undefined);
  };

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
        if (kind === 'video') {
          followPicture();
          setTimeout(followPicture, firstFrameMs);
        }
        track ? known.resume() : known.pause();
        return applySound();
      }
      if (!track) return;
      if (kind === 'video') encodings = layersOf(track, wish);
      producers.set(kind, await transport.produce(optionsFor(kind, track, encodings)));
      applySound();
      if (kind === 'audio') return;
      setTimeout(() => {
        isWarm = true;
        applyLimit();
      }, warmMs);
    },
    limit(next) {
      wanted = next;
      applyLimit();
      applySound();
    },
    restart: (iceParameters) => transport.restartIce({ iceParameters }),
    health() {
      // A size also changes while a track stays, and no browser tells.
      followPicture();
      // What was last said of a sound that is not sent would stand for ever.
      return readHealth([...producers.values()].filter(({ kind }) => kind === 'video' || isSoundSent));
    },
    close() {
      if (transport.closed) return;
      transport.close();
      state.set('closed');
    },
  };
}
