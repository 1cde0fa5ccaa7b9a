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
import { createSerialQueue } from '../../shared/serialQueue.ts';
import { createValue, type Value } from '../value.ts';
import { loadDevice } from './device.ts';
import { createLayerRestarts } from './layerRestarts.ts';
import { framesOfLayers, limitedLayers, limitLayers } from './sentLayers.ts';
import { createHealthReader, type UplinkHealth } from './uplinkHealth.ts';

export type Wanted = SpectatorNotices['wantedLayer'];

export type Uplink = {
  /** The transport's id on the server. */
  id: string;
  state: Value<RTCPeerConnectionState>;
  /** Sends this track instead of the previous one; null pauses the producer. */
  send(kind: Kind, track: MediaStreamTrack | null): Promise<void>;
  /** Sends no more than this from now on. */
  limit(wanted: Wanted): void;
  restartIce(iceParameters: IceParameters): Promise<void>;
  /** Measures the uplink; also adapts the layers to a track whose size has changed, since no event tells. */
  health(): Promise<UplinkHealth>;
  close(): void;
};

/** The signaling that an uplink needs. */
export type UplinkAsks = {
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
  produce(kind: Kind, rtpParameters: RtpParameters): Promise<string>;
};

/**
 * At first all layers are sent, whatever is wanted: congestion control learns the bandwidth, and the worker uses a layer
 * that it has seen before a second or two sooner when it resumes. Firefox begins at 300 kbit/s and adds 8 % each second,
 * which takes 30 s to the largest layer (140's library has no `x-google-start-bitrate`); it probes for more only if
 * layers are added while it sends far less than it may. So there the smallest layer goes first, slowed: it takes 6 s.
 * On a busy device that may be in vain, and is done again.
 */
const warmMs = 2_500;
const warmAgainMs = 1_500;
const checkRestartsEveryMs = 1_000;

/** By then a new track's first frame is encoded; before, Chromium scales by the size of the previous track. */
const firstFrameMs = 500;

/** How many simulcast layers to send; tests and the demo send one. */
export type SendingOptions = { layers?: number };

function layersOf(track: MediaStreamTrack, { layers }: SendingOptions): LayerEncoding[] {
  const { width = 1_280, height = 720 } = track.getSettings();
  return encodingsFor(Math.max(width, height), layers);
}

function optionsFor(kind: Kind, track: MediaStreamTrack, encodings: LayerEncoding[]): types.ProducerOptions {
  // The track belongs to the camera: it outlives this uplink, and pausing must not disable it.
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

/** Opens this phone's one transport to send. */
export async function openUplink(
  offered: RtpCapabilities,
  offer: TransportOffer,
  asks: UplinkAsks,
  wish: SendingOptions = {},
): Promise<Uplink> {
  const device = await loadDevice(offered);
  const beginsSmall = device.handlerName.startsWith('Firefox');
  const readHealth = createHealthReader();
  const transport = device.createSendTransport(offer);
  const state = createValue<RTCPeerConnectionState>('new');
  const producers = new Map<Kind, types.Producer>();
  let encodings: LayerEncoding[] = [];
  /** Undefined until the server has announced the demand. */
  let wanted: Wanted | undefined;
  let isWarm = false;
  let isSoundSent = true;
  // `setParameters` rejects while another call is pending.
  const queue = createSerialQueue();

  const applyLimit = () => {
    const sender = producers.get('video')?.rtpSender;
    if (!sender) return;
    const all = encodings.length - 1;
    const layer = isWarm ? (wanted === undefined ? all : wanted.layer) : beginsSmall ? null : all;
    const picture = encodings;
    queue(() => limitLayers(sender, layer, picture)).catch(() => undefined);
  };
  /**
   * Number, sizes and rates of the layers follow the track's size. Chromium stops layers by itself when a track becomes
   * small, and does not resume them when it is large again.
   */
  const followPicture = () => {
    const track = producers.get('video')?.track;
    if (track) encodings = layersOf(track, wish);
    applyLimit();
  };
  /** Without video, audio is sent even if nobody hears it: otherwise the server would consider the phone gone. */
  const applySound = () => {
    const sender = producers.get('audio')?.rtpSender;
    const picture = producers.get('video');
    const isSent = !wanted || wanted.isHeard || !picture || picture.paused;
    if (!sender || isSent === isSoundSent) return;
    isSoundSent = isSent;
    // Without its track a sender sends nothing, without negotiation. Firefox up to 153 ignores `active` for audio.
    queue(async () => sender.replaceTrack(isSoundSent ? (producers.get('audio')?.track ?? null) : null)).catch(
      () => undefined,
    );
  };

  const warmUp = (ms: number) => {
    isWarm = false;
    applyLimit();
    setTimeout(() => {
      isWarm = true;
      applyLimit();
    }, ms);
  };
  const restarts = createLayerRestarts();
  const checkRestarts = async () => {
    const sender = producers.get('video')?.rtpSender;
    const sent = isWarm && sender && (await framesOfLayers(sender));
    if (sent && isWarm && restarts.isDue(sent.rid, sent.frames, performance.now())) warmUp(warmAgainMs);
  };
  const restartTimer = beginsSmall
    ? setInterval(() => checkRestarts().catch(() => undefined), checkRestartsEveryMs)
    : undefined;

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
        await queue(() => known.replaceTrack({ track }));
        // The new track is sent, whether or not the previous one was.
        if (kind === 'audio') isSoundSent = true;
        if (kind === 'video') {
          followPicture();
          setTimeout(followPicture, firstFrameMs);
        }
        track ? known.resume() : known.pause();
        return applySound();
      }
      if (!track) return;
      if (kind === 'video') encodings = layersOf(track, wish);
      const begun = beginsSmall ? limitedLayers(null, encodings) : encodings;
      producers.set(kind, await transport.produce(optionsFor(kind, track, begun)));
      applySound();
      if (kind === 'video') warmUp(warmMs);
    },
    limit(next) {
      wanted = next;
      applyLimit();
      applySound();
    },
    restartIce: (iceParameters) => transport.restartIce({ iceParameters }),
    health() {
      followPicture();
      // The statistics of audio that is not sent would keep their last values forever.
      return readHealth([...producers.values()].filter(({ kind }) => kind === 'video' || isSoundSent));
    },
    close() {
      clearInterval(restartTimer);
      if (transport.closed) return;
      transport.close();
      state.set('closed');
    },
  };
}
