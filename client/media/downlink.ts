import type { types } from 'mediasoup-client';
import type { ConsumerOffer, TilesChange } from '../../shared/conversations/viewer.ts';
import type { Kind } from '../../shared/domain.ts';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOffer,
} from '../../shared/rtp.ts';

import { createValue, type Value } from '../value.ts';
import { type Decoded, watchDecoding } from './decoded.ts';
import { loadDevice, playableOf } from './device.ts';

/** One received track, and whose it is. */
export type Received = {
  consumer: string;
  perspective: string;
  kind: Kind;
  track: MediaStreamTrack;
  receiver: RTCRtpReceiver | null;
  /** In how many layers it is sent, of sizes and of frames. */
  layers: { spatial: number; temporal: number };
};

/** From a scalability mode such as `L3T3`; the worker describes simulcast in the same way. */
function layersOf({ encodings }: RtpParameters): Received['layers'] {
  const [, spatial = 1, temporal = 1] = /^[LS](\d)T(\d)/.exec(encodings?.[0]?.scalabilityMode ?? '') ?? [];
  return { spatial: Number(spatial), temporal: Number(temporal) };
}

export type Downlink = {
  /** What this browser can receive; sent with each wish. */
  rtpCapabilities: RtpCapabilities;
  state: Value<RTCPeerConnectionState>;
  /** Opens and closes consumers; resolves with those that are ready to flow. */
  apply(change: TilesChange): Promise<string[]>;
  restartIce(iceParameters: IceParameters): Promise<void>;
  /** How many frames arrived, and were decoded, since the last call. */
  decoded(): Promise<Decoded>;
  close(): void;
};

type Listener = {
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
  received(received: Received): void;
  /** The track is about to end: its last picture can still be captured. */
  lost(received: Received): void;
};

/** Opens this viewer's one transport, which receives all perspectives. */
export async function openDownlink(
  offered: RtpCapabilities,
  offer: TransportOffer,
  listener: Listener,
): Promise<Downlink> {
  const device = await loadDevice(offered);
  const transport = device.createRecvTransport(offer);
  const state = createValue<RTCPeerConnectionState>('new');
  const consumers = new Map<string, { consumer: types.Consumer; received: Received }>();

  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    // Without waiting for the acknowledgement ICE starts a round trip earlier; media waits for both anyway.
    listener.connect(dtlsParameters as DtlsParameters).catch(() => state.set('failed'));
    try {
      done();
    } catch (error) {
      fail(error as Error);
    }
  });
  transport.on('connectionstatechange', (next) => state.set(next));

  const closeConsumer = (id: string) => {
    const closing = consumers.get(id);
    if (!closing) return;
    consumers.delete(id);
    listener.lost(closing.received);
    closing.consumer.close();
  };

  const openConsumer = async ({ id, producer, perspective, kind, rtpParameters }: ConsumerOffer): Promise<string> => {
    const consumer = await transport.consume({
      id,
      producerId: producer,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      // A stream of its own: the browser lip-syncs tracks of one stream, which would delay video by hundreds of ms.
      streamId: producer,
    });
    const { track, rtpReceiver: receiver = null } = consumer;
    const received = { consumer: id, perspective, kind, track, receiver, layers: layersOf(rtpParameters) };
    consumers.set(id, { consumer, received });
    listener.received(received);
    return id;
  };

  return {
    rtpCapabilities: playableOf(device, offered),
    state,
    async apply({ opened, closed }) {
      for (const id of closed) closeConsumer(id);
      // In parallel: mediasoup-client joins consumers of one tick into one negotiation.
      const consumed = await Promise.allSettled(opened.map(openConsumer));
      return consumed.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    },
    restartIce: (iceParameters) => transport.restartIce({ iceParameters }),
    decoded: watchDecoding(() => transport.getStats()),
    close() {
      if (transport.closed) return;
      for (const { received } of consumers.values()) listener.lost(received);
      consumers.clear();
      transport.close();
      state.set('closed');
    },
  };
}
