import type { types } from 'mediasoup';
import type { ConsumerOffer, TilesChange, UnplayableTrack, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Kind, Role } from '../../shared/domain.ts';
import { layerFor, temporalLayerFor } from '../../shared/layers.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Downlink, ViewerListener } from '../events/ports/media.ts';
import type { EventRouter } from './eventRouter.ts';
import { layerOf } from './keyFrameTimes.ts';
import { addRates, noRate, type RtpRate } from './meter.ts';
import { createReconciler } from './reconciler.ts';
import {
  type ConsumerWish,
  createTileConsumer,
  layerToRequest,
  type Source,
  type TileConsumer,
} from './tileConsumer.ts';
import { connectOnce, offerOf, restartIce, type Transport } from './transport.ts';
import type { StageUplink } from './uplink.ts';

/**
 * mediasoup's consumer priorities: when bandwidth is short, each consumer gets one step, then `priority` steps in a row
 * before the next one gets its second. Three layers at three rates are nine steps, so the focused tile is served first
 * and fully.
 */
const priorities = { focused: 10, other: 1 };
/** A consumer that could not be created, though its phone still sends, is tried again after this. */
const retryAfterMs = 1_000;

export type StageDownlink = Downlink & {
  readonly eventRouter: EventRouter;
  readonly role: Role;
  /** The perspectives that the viewer wants stills of. */
  readonly wantedStills: ReadonlySet<string>;
  readonly listener: ViewerListener;
  /** After a change on the stage, opens and closes the consumers of a perspective, and notifies the viewer. */
  reconcile(perspective: string): void;
  /** `nobody`: blackout, and cameras that are away (shared/rights `receiversOf`). */
  mayReceive(uplink: StageUplink): boolean;
  /** The visible tiles that it may receive and can play. */
  visibleTiles(): { uplink: StageUplink; widthPx: number }[];
  /** The uplink whose sound it wants, may receive and can play. */
  heardUplink(): StageUplink | undefined;
  consumers(): readonly TileConsumer[];
  /** Whether it wants this track and cannot play its codec. */
  isUnplayable(perspective: string, kind: Kind): boolean;
  rate(): RtpRate;
};

type Wish = {
  rtpCapabilities: types.RtpCapabilities;
  tiles: Map<string, WantedTile>;
  heard: string | null;
  /** Whether the viewer can play a codec, as far as it was asked. */
  playable: Map<string, boolean>;
};
type Wanted = { uplink: StageUplink; kind: Kind; producer: string };

type Parts = {
  eventRouter: EventRouter;
  transport: Transport;
  role: Role;
  isConnected(): boolean;
  uplinks: ReadonlyMap<string, StageUplink>;
  listener: ViewerListener;
  /** Its wish or its consumers changed. */
  wishChanged(): void;
  /** Its `wantedStills` changed; `added` are the new ones. */
  stillsWanted(downlink: StageDownlink, added: readonly string[]): void;
  closed(): void;
};

const soundWish: ConsumerWish = { flows: true, layer: null, temporalLayer: null, priority: priorities.other };

function pictureWish(tile: WantedTile | undefined, layers: number): ConsumerWish {
  const layer = tile ? layerFor(tile.widthPx, layers) : null;
  return {
    flows: tile?.visible ?? false,
    layer,
    temporalLayer: layer === null || !tile?.maxFramerate ? null : temporalLayerFor(tile.maxFramerate, layer),
    priority: tile?.isFocused ? priorities.focused : priorities.other,
  };
}

const noChange: TilesChange = { opened: [], closed: [] };

/** One viewer's transport. Each whole wish is compared with the consumers that are there. */
export function createDownlink({ eventRouter, transport, role, uplinks, listener, ...parts }: Parts): StageDownlink {
  const consumers = new Map<string, TileConsumer>();
  let wantedStills: ReadonlySet<string> = new Set();
  let wish: Wish | undefined;
  /** As of the last pass, which the viewer knows. */
  let unplayable: UnplayableTrack[] = [];
  let retryTimer: NodeJS.Timeout | undefined;
  let closed = false;

  const isUnplayable = (perspective: string, kind: Kind) =>
    unplayable.some((each) => each.perspective === perspective && each.kind === kind);

  const mayReceive = ({ receivers }: StageUplink) =>
    receivers === 'everyone' || (receivers === 'moderators' && role === 'moderator');

  /** The tracks to consume now, by producer id; also tiles out of sight, whose consumers are paused. */
  const wanted = (): Map<string, Wanted> => {
    const found = new Map<string, Wanted>();
    const add = (perspective: string, kind: Kind) => {
      const uplink = uplinks.get(perspective);
      const producer = uplink && mayReceive(uplink) ? uplink.producer(kind) : undefined;
      if (uplink && producer && !producer.closed) found.set(producer.id, { uplink, kind, producer: producer.id });
    };
    for (const perspective of wish?.tiles.keys() ?? []) add(perspective, 'video');
    if (wish?.heard) add(wish.heard, 'audio');
    return found;
  };

  const wishFor = (perspective: string, kind: Kind): ConsumerWish =>
    kind === 'audio' ? soundWish : pictureWish(wish?.tiles.get(perspective), uplinks.get(perspective)?.layers ?? 1);

  const addConsumer = (consumer: types.Consumer, source: Source, initial: ConsumerWish): TileConsumer => {
    const { perspective } = source;
    const tileConsumer = createTileConsumer(consumer, source, initial, {
      starved: (isStarved) => listener.starved({ perspective, isStarved }),
      layerChanged: (layer) => listener.layerChanged({ perspective, layer }),
      rtpMapped: (rtpMapping) => listener.rtpMapped({ consumer: consumer.id, rtpMapping }),
    });
    consumers.set(tileConsumer.id, tileConsumer);
    consumer.observer.once('close', () => {
      consumers.delete(tileConsumer.id);
      if (!closed) parts.wishChanged();
    });
    consumer.on('producerclose', () => listener.tilesChanged({ opened: [], closed: [tileConsumer.id] }));
    return tileConsumer;
  };

  /** The answer holds for all producers of one codec, since the router has one set of parameters for each. */
  const isPlayable = (producerId: string, codec: string, { rtpCapabilities, playable }: Wish): boolean => {
    const known = playable.get(codec) ?? eventRouter.router.canConsume({ producerId, rtpCapabilities });
    playable.set(codec, known);
    return known;
  };

  const consume = async ({ uplink, kind }: Wanted, current: Wish) => {
    const { perspective, keyFrameThrottle } = uplink;
    const codec = uplink.codec(kind) ?? '';
    const producer = current.playable.get(codec) === false ? null : await eventRouter.producerOf(uplink, kind);
    if (producer?.closed) throw new Error('the producer closed while it was piped');
    if (!producer || !isPlayable(producer.id, codec, current)) return null;
    const { id: producerId } = producer;
    const initial = wishFor(perspective, kind);
    const warmLayers = eventRouter.warmLayersOf(producer);
    const layer = layerToRequest(initial, warmLayers);
    const preferredLayers = layer === null ? {} : { preferredLayers: { spatialLayer: layer } };
    const { rtpCapabilities } = current;
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true, ...preferredLayers });
    if (closed) {
      // The transport has closed: nobody else would close this consumer.
      consumer.close();
      return null;
    }
    const keyFrameMs = () => {
      const keyFrame = eventRouter.keyFrameOf(producer);
      return keyFrame && uplink.phoneMs(layerOf(producer, keyFrame.ssrc), keyFrame.rtp);
    };
    const { followSoundMapping } = uplink;
    return addConsumer(
      consumer,
      { perspective, kind, producer: producerId, keyFrameThrottle, keyFrameMs, followSoundMapping, warmLayers },
      initial,
    ).offer;
  };

  /** A producer or the transport may have closed during the request; what is still wanted is then tried again. */
  const retryLater = (perspective: string): null => {
    if (!closed) retryTimer ??= setTimeout(() => reconcile(perspective), retryAfterMs).unref();
    return null;
  };

  const applyWish = async (): Promise<TilesChange> => {
    if (closed || !wish) return noChange;
    clearTimeout(retryTimer);
    retryTimer = undefined;
    const current = wish;
    const toOpen = wanted();
    const closedIds: string[] = [];
    for (const consumer of [...consumers.values()]) {
      if (toOpen.delete(consumer.source.producer)) continue;
      closedIds.push(consumer.id);
      consumer.close();
    }
    const offers = await Promise.all(
      [...toOpen.values()].map((each) => consume(each, current).catch(() => retryLater(each.uplink.perspective))),
    );
    await Promise.all(
      [...consumers.values()].map((each) => each.apply(wishFor(each.source.perspective, each.source.kind))),
    );
    const told = unplayable;
    unplayable = [...toOpen.values()]
      .filter(({ uplink, kind }) => current.playable.get(uplink.codec(kind) ?? '') === false)
      .map(({ uplink: { perspective }, kind }) => ({ perspective, kind }));
    parts.wishChanged();
    // A consumer may have closed while the others were created; the viewer already got its `tilesChanged`.
    const opened = offers.filter((offer): offer is ConsumerOffer => offer !== null && consumers.has(offer.id));
    const isSame = JSON.stringify(told) === JSON.stringify(unplayable);
    return { opened, closed: closedIds, ...(isSame ? {} : { unplayable }) };
  };
  const reconciler = createReconciler(applyWish, noChange);

  const reconcile = (perspective: string) => {
    const isWanted = wish?.tiles.has(perspective) || wish?.heard === perspective;
    if (!isWanted || reconciler.isWaiting()) return;
    void reconciler.request().then(
      (change) => {
        const isNews = change.opened.length + change.closed.length > 0 || change.unplayable;
        if (isNews) listener.tilesChanged(change);
      },
      () => undefined,
    );
  };

  const close = () => {
    if (closed) return;
    closed = true;
    clearTimeout(retryTimer);
    transport.close();
    parts.closed();
  };
  transport.on('routerclose', close);

  const downlink: StageDownlink = {
    eventRouter,
    role,
    listener,
    get wantedStills() {
      return wantedStills;
    },
    offer: offerOf(transport, eventRouter.mediaWorker.announced()),
    rtpCapabilities: eventRouter.offered,
    isConnected: parts.isConnected,
    connect: (dtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => restartIce(transport),
    want(rtpCapabilities: RtpCapabilities, tiles, heard) {
      const byPerspective = new Map(tiles.map((tile) => [tile.perspective, tile]));
      const received = rtpCapabilities as types.RtpCapabilities;
      wish = { rtpCapabilities: received, tiles: byPerspective, heard, playable: new Map() };
      return reconciler.request();
    },
    async ready(ids) {
      for (const id of ids) consumers.get(id)?.confirm();
    },
    wantStills(perspectives) {
      const added = perspectives.filter((id) => !wantedStills.has(id));
      wantedStills = new Set(perspectives);
      parts.stillsWanted(downlink, added);
    },
    reconcile,
    mayReceive,
    visibleTiles() {
      const found: { uplink: StageUplink; widthPx: number }[] = [];
      for (const { perspective, widthPx, visible } of wish?.tiles.values() ?? []) {
        const uplink = visible && !isUnplayable(perspective, 'video') ? uplinks.get(perspective) : undefined;
        if (uplink && mayReceive(uplink)) found.push({ uplink, widthPx });
      }
      return found;
    },
    heardUplink() {
      const uplink = uplinks.get(wish?.heard ?? '');
      return uplink && mayReceive(uplink) && !isUnplayable(uplink.perspective, 'audio') ? uplink : undefined;
    },
    isUnplayable,
    consumers: () => [...consumers.values()],
    rate: () =>
      addRates(
        [...consumers.values()].map((each) => {
          const { perspective, kind } = each.source;
          return each.rate(uplinks.get(perspective)?.meter(kind)?.layers ?? [noRate]);
        }),
      ),
    close,
  };
  return downlink;
}
