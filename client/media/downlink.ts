import type { types } from 'mediasoup-client';
import type { ConsumerOffer, TilesChange } from '../../shared/conversations/viewer.ts';
import type { Kind } from '../../shared/domain.ts';
import type { DtlsParameters, IceParameters, RtpCapabilities, TransportOffer } from '../../shared/rtp.ts';
import type { DecodedFrames } from '../../shared/tileLimit.ts';
import { createValue, type Value } from '../value.ts';
import { watchDecoding } from './decoded.ts';
import { loadDevice, playableOf } from './device.ts';

/** One track that arrives, and what it is of. */
export type Received = {
  consumer: string;
  perspective: string;
  kind: Kind;
  track: MediaStreamTrack;
  receiver: RTCRtpReceiver | null;
};

export type DownlinkState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

export type Downlink = {
  /** What this browser can play; goes with each wish. */
  rtpCapabilities: RtpCapabilities;
  state: Value<DownlinkState>;
  /** Takes a change in; answers which consumers are in place and may flow. */
  apply(change: TilesChange): Promise<string[]>;
  restart(iceParameters: IceParameters): Promise<void>;
  /** How many frames came, and were decoded, since the last call. */
  decoded(): Promise<DecodedFrames>;
  close(): void;
};

type Told = {
  connect(dtlsParameters: DtlsParameters): Promise<unknown>;
  received(received: Received): void;
  /** The track is about to end: its last picture can still be kept. */
  lost(received: Received): void;
};

/** Opens this viewer's one transport; all perspectives come through it. */
export async function openDownlink(offered: RtpCapabilities, offer: TransportOffer, told: Told): Promise<Downlink> {
  const device = await loadDevice(offered);
  const transport = device.createRecvTransport(offer);
  const state = createValue<DownlinkState>('new');
  const consumers = new Map<string, { consumer: types.Consumer; received: Received }>();

  transport.on('connect', ({ dtlsParameters }, done, fail) => {
    // The answer is not waited for: ICE may start a round trip earlier, and the media waits for both anyway.
    told.connect(dtlsParameters as DtlsParameters).catch(() => state.set('failed'));
    try {
      done();
    } catch (error) {
      fail(error as Error);
    }
  });
  transport.on('connectionstatechange', (next) => state.set(next));

  const drop = (id: string) => {
    const dropped = consumers.get(id);
    if (!dropped) return;
    consumers.delete(id);
    told.lost(dropped.received);
    dropped.consumer.close();
  };

  const take = async ({ id, producer, perspective, kind, rtpParameters }: ConsumerOffer): Promise<string> => {
    const consumer = await transport.consume({
      id,
      producerId: producer,
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      // Tracks of one stream are held together by the browser, which would move the picture by hundreds of ms.
      streamId: producer,
    });
    const received = { consumer: id, perspective, kind, track: consumer.track, receiver: consumer.rtpReceiver ?? null };
    consumers.set(id, { consumer, received });
    told.received(received);
    return id;
  };

  return {
    rtpCapabilities: playableOf(device, offered),
    state,
    async apply({ opened, closed }) {
      for (const id of closed) drop(id);
      // All at once: the library joins what is asked for in one turn into one negotiation.
      const taken = await Promise.allSettled(opened.map(take));
      return taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    },
    restart: (iceParameters) => transport.restartIce({ iceParameters }),
    decoded: watchDecoding(() => transport.getStats()),
    close() {
      if (transport.closed) return;
      for (const { received } of consumers.values()) told.lost(received);
      consumers.clear();
      transport.close();
      state.set('closed');
    },
  };
}
