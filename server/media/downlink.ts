import type { types } from 'mediasoup';
import type { ConsumerOffer, TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Kind, Role } from '../../shared/domain.ts';
import { layerFor } from '../../shared/layers.ts';
import type { IceServer, RtpCapabilities, RtpParameters } from '../../shared/rtp.ts';
import type { Downlink } from '../events/ports.ts';
import { offeredCapabilities } from './codecs.ts';
import { connectOnce, offerOf } from './transport.ts';
import type { StageUplink } from './uplink.ts';

export type StageDownlink = Downlink & {
  /** Compares what is wanted with what is there, after a change on the stage, and tells the viewer. */
  reconcile(): void;
  isShowing(perspective: string): boolean;
};

type Told = { tilesChanged(change: TilesChange): void; closed(): void };
type Wish = { rtpCapabilities: RtpCapabilities; tiles: Map<string, WantedTile>; heard: string | null };
type Source = { perspective: string; kind: Kind; producer: types.Producer };

const nothing = (): TilesChange => ({ opened: [], closed: [] });

/** One viewer's transport: wanted consumers are made, changed and closed in one pass. */
export function createDownlink(
  router: types.Router,
  transport: types.WebRtcTransport,
  role: Role,
  uplinks: ReadonlyMap<string, StageUplink>,
  iceServers: IceServer[],
  told: Told,
): StageDownlink {
  const consumers = new Map<string, { consumer: types.Consumer; source: Source }>();
  let wish: Wish | undefined;
  // One pass at a time: two would both miss a consumer, and make it twice.
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const mayReceive = (uplink: StageUplink | undefined) =>
    uplink && (uplink.reach === 'everyone' || role === 'moderator');

  /** What ought to flow now, by producer id. */
  const sources = (): Map<string, Source> => {
    const found = new Map<string, Source>();
    const add = (perspective: string, kind: Kind) => {
      const uplink = uplinks.get(perspective);
      const producer = mayReceive(uplink) ? uplink?.producer(kind) : undefined;
      if (producer && !producer.closed) found.set(producer.id, { perspective, kind, producer });
    };
    for (const tile of wish?.tiles.values() ?? []) if (tile.visible) add(tile.perspective, 'video');
    if (wish?.heard) add(wish.heard, 'audio');
    return found;
  };

  const consume = async (source: Source, rtpCapabilities: RtpCapabilities): Promise<ConsumerOffer | null> => {
    const producerId = source.producer.id;
    const capabilities = rtpCapabilities as types.RtpCapabilities;
    if (!router.canConsume({ producerId, rtpCapabilities: capabilities })) return null;
    const consumer = await transport.consume({ producerId, rtpCapabilities: capabilities, paused: true });
    consumers.set(consumer.id, { consumer, source });
    consumer.observer.once('close', () => consumers.delete(consumer.id));
    consumer.on('producerclose', () => told.tilesChanged({ opened: [], closed: [consumer.id] }));
    return {
      id: consumer.id,
      producer: producerId,
      perspective: source.perspective,
      kind: source.kind,
      rtpParameters: consumer.rtpParameters as RtpParameters,
    };
  };

  const preferLayer = async ({ consumer, source }: { consumer: types.Consumer; source: Source }) => {
    const tile = wish?.tiles.get(source.perspective);
    const layers = source.producer.rtpParameters.encodings?.length ?? 1;
    if (consumer.type !== 'simulcast' || !tile) return;
    const spatialLayer = layerFor(tile.widthPx, layers);
    if (consumer.preferredLayers?.spatialLayer !== spatialLayer) await consumer.setPreferredLayers({ spatialLayer });
  };

  const pass = async (): Promise<TilesChange> => {
    if (closed || !wish) return nothing();
    const { rtpCapabilities } = wish;
    const wanted = sources();
    const change = nothing();
    for (const [id, { consumer, source }] of [...consumers]) {
      if (wanted.delete(source.producer.id)) continue;
      consumer.close();
      change.closed.push(id);
    }
    const offers = await Promise.all(
      // A producer or the transport may close while the worker is asked; the next pass sees it.
      [...wanted.values()].map((source) => consume(source, rtpCapabilities).catch(() => null)),
    );
    change.opened.push(...offers.filter((offer) => offer !== null));
    await Promise.all([...consumers.values()].map((each) => preferLayer(each).catch(() => undefined)));
    return change;
  };

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const close = () => {
    if (closed) return;
    closed = true;
    transport.close();
    told.closed();
  };
  transport.on('routerclose', close);

  return {
    offer: offerOf(transport, iceServers),
    rtpCapabilities: offeredCapabilities(router),
    connect: (dtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => transport.restartIce(),
    want(rtpCapabilities, tiles, heard) {
      wish = { rtpCapabilities, tiles: new Map(tiles.map((tile) => [tile.perspective, tile])), heard };
      return enqueue(pass);
    },
    ready: (ids) =>
      enqueue(async () => {
        await Promise.all(
          ids.map((id) =>
            consumers
              .get(id)
              ?.consumer.resume()
              .catch(() => undefined),
          ),
        );
      }),
    reconcile() {
      void enqueue(async () => {
        const change = await pass();
        if (change.opened.length + change.closed.length > 0) told.tilesChanged(change);
      });
    },
    isShowing: (perspective) => [...consumers.values()].some(({ source }) => source.perspective === perspective),
    close,
  };
}
