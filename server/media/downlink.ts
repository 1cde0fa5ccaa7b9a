import type { types } from 'mediasoup';
import type { ConsumerOffer, TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Kind, Role } from '../../shared/domain.ts';
import { layerFor } from '../../shared/layers.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Downlink, ViewerListener } from '../events/ports/media.ts';
import type { EventRouter } from './eventRouter.ts';
import { layerOf } from './keyFrameTimes.ts';
import { addRates, noRate, type Rate } from './meter.ts';
import { createReconciler } from './reconciler.ts';
import { type ConsumerWish, createTileConsumer, layerToAsk, type Source, type TileConsumer } from './tileConsumer.ts';
import { connectOnce, offerOf, restartIce, type Transport } from './transport.ts';
import type { StageUplink } from './uplink.ts';

/**
 * When bandwidth is short each consumer gets one step, then this many in a row before the next one gets its second:
 * three layers of three rates are nine steps, so the focused tile is served first and whole.
 */
const priorities = { focused: 10, other: 1 };
/** What could not be made, though its phone still sends, is tried again after this. */
const againAfterMs = 1_000;

export type StageDownlink = Downlink & {
  readonly eventRouter: EventRouter;
  readonly role: Role;
  readonly stills: ReadonlySet<string>;
  readonly listener: ViewerListener;
  /** Compares what is wanted of a perspective with what is there, after a change on the stage, and tells the viewer. */
  reconcile(perspective: string): void;
  mayReceive(uplink: StageUplink): boolean;
  /** The tiles in sight of what it may receive. */
  shown(): { uplink: StageUplink; widthPx: number }[];
  /** Whose sound it wants, if it may receive that. */
  heard(): StageUplink | undefined;
  consumers(): readonly TileConsumer[];
  rate(): Rate;
};

type Wish = {
  rtpCapabilities: types.RtpCapabilities;
  tiles: Map<string, WantedTile>;
  heard: string | null;
  /** Which codecs the viewer plays, as far as it was found out. */
  plays: Map<string, boolean>;
};
type Wanted = { uplink: StageUplink; kind: Kind; producer: string };

type Parts = {
  eventRouter: EventRouter;
  transport: Transport;
  role: Role;
  isConnected(): boolean;
  uplinks: ReadonlyMap<string, StageUplink>;
  listener: ViewerListener;
  /** Its wish, or its media, changed. */
  changed(): void;
  /** It follows other stills than before; these are new to it. */
  followed(downlink: StageDownlink, added: readonly string[]): void;
  closed(): void;
};

const nothing: TilesChange = { opened: [], closed: [] };

/** One viewer's transport: wanted consumers are made, changed and closed in one pass. */
export function createDownlink({ eventRouter, transport, role, uplinks, listener, ...parts }: Parts): StageDownlink {
  const consumers = new Map<string, TileConsumer>();
  let stills: ReadonlySet<string> = new Set();
  let wish: Wish | undefined;
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  const mayReceive = ({ receivers }: StageUplink) =>
    receivers === 'everyone' || (receivers === 'moderators' && role === 'moderator');

  /** What ought to be consumed now, by producer id; what is out of sight, too. */
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

  const wishFor = (perspective: string, kind: Kind): ConsumerWish => {
    if (kind === 'audio') return { flows: true, layer: null, priority: priorities.other };
    const tile = wish?.tiles.get(perspective);
    const layers = uplinks.get(perspective)?.layers ?? 1;
    return {
      flows: tile?.visible ?? false,
      layer: tile ? layerFor(tile.widthPx, layers) : null,
      priority: tile?.isFocused ? priorities.focused : priorities.other,
    };
  };

  const take = (consumer: types.Consumer, source: Source, initial: ConsumerWish): TileConsumer => {
    const { perspective } = source;
    const taken = createTileConsumer(consumer, source, initial, {
      starved: (isStarved) => listener.starved({ perspective, isStarved }),
      layerChanged: (layer) => listener.layerChanged({ perspective, layer }),
      rtpMapped: (rtpMapping) => listener.rtpMapped({ consumer: consumer.id, rtpMapping }),
    });
    consumers.set(taken.id, taken);
    consumer.observer.once('close', () => {
      consumers.delete(taken.id);
      if (!closed) parts.changed();
    });
    consumer.on('producerclose', () => listener.tilesChanged({ opened: [], closed: [taken.id] }));
    return taken;
  };

  /** All producers of one codec are as the router wants it, so that one of them answers for the others. */
  const mayPlay = (producerId: string, codec: string, { rtpCapabilities, plays }: Wish): boolean => {
    const known = plays.get(codec) ?? eventRouter.router.canConsume({ producerId, rtpCapabilities });
    plays.set(codec, known);
    return known;
  };

  const consume = async ({ uplink, kind }: Wanted, mine: Wish) => {
    const producer = await eventRouter.producerOf(uplink, kind);
    if (producer?.closed) throw new Error('the producer closed on its way');
    if (!producer || !mayPlay(producer.id, uplink.codec(kind) ?? '', mine)) return null;
    const { perspective, keyFrames } = uplink;
    const { id: producerId } = producer;
    const initial = wishFor(perspective, kind);
    const warmLayers = eventRouter.warmLayersOf(producer);
    const layer = layerToAsk(initial, warmLayers);
    const preferredLayers = layer === null ? {} : { preferredLayers: { spatialLayer: layer } };
    const { rtpCapabilities } = mine;
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true, ...preferredLayers });
    if (closed) {
      // Made on a transport that is gone: nobody else would close it.
      consumer.close();
      return null;
    }
    const keyFrameMs = () => {
      const keyFrame = eventRouter.keyFrameOf(producer);
      return keyFrame && uplink.phoneMs(layerOf(producer, keyFrame.ssrc), keyFrame.rtp);
    };
    return take(consumer, { perspective, kind, producer: producerId, keyFrames, keyFrameMs, warmLayers }, initial)
      .offer;
  };

  /** A producer or the transport may have closed while the worker was asked; what still stands is tried again. */
  const tryAgain = (perspective: string): null => {
    if (!closed) again ??= setTimeout(() => reconcile(perspective), againAfterMs).unref();
    return null;
  };

  const pass = async (): Promise<TilesChange> => {
    if (closed || !wish) return nothing;
    clearTimeout(again);
    again = undefined;
    const mine = wish;
    const missing = wanted();
    const gone: string[] = [];
    for (const consumer of [...consumers.values()]) {
      if (missing.delete(consumer.source.producer)) continue;
      gone.push(consumer.id);
      consumer.close();
    }
    const made = await Promise.all(
      [...missing.values()].map((each) => consume(each, mine).catch(() => tryAgain(each.uplink.perspective))),
    );
    await Promise.all(
      [...consumers.values()].map((each) => each.follow(wishFor(each.source.perspective, each.source.kind))),
    );
    parts.changed();
    // One may have closed again while the others were made: its viewer was told so before it knew of it.
    const opened = made.filter((offer): offer is ConsumerOffer => offer !== null && consumers.has(offer.id));
    return { opened, closed: gone };
  };
  const reconciler = createReconciler(pass, nothing);

  const reconcile = (perspective: string) => {
    const isOfUse = wish?.tiles.has(perspective) || wish?.heard === perspective;
    if (!isOfUse || reconciler.isWaiting()) return;
    void reconciler.request().then(
      (change) => change.opened.length + change.closed.length > 0 && listener.tilesChanged(change),
      () => undefined,
    );
  };

  const close = () => {
    if (closed) return;
    closed = true;
    clearTimeout(again);
    transport.close();
    parts.closed();
  };
  transport.on('routerclose', close);

  const downlink: StageDownlink = {
    eventRouter,
    role,
    listener,
    get stills() {
      return stills;
    },
    offer: offerOf(transport, eventRouter.on.announced()),
    rtpCapabilities: eventRouter.offered,
    isConnected: parts.isConnected,
    connect: (dtlsParameters) => connectOnce(transport, dtlsParameters),
    restart: () => restartIce(transport),
    want(rtpCapabilities: RtpCapabilities, tiles, heard) {
      const byPerspective = new Map(tiles.map((tile) => [tile.perspective, tile]));
      const received = rtpCapabilities as types.RtpCapabilities;
      wish = { rtpCapabilities: received, tiles: byPerspective, heard, plays: new Map() };
      return reconciler.request();
    },
    async ready(ids) {
      for (const id of ids) consumers.get(id)?.confirm();
    },
    wantStills(perspectives) {
      const added = perspectives.filter((id) => !stills.has(id));
      stills = new Set(perspectives);
      parts.followed(downlink, added);
    },
    reconcile,
    mayReceive,
    shown() {
      const found: { uplink: StageUplink; widthPx: number }[] = [];
      for (const { perspective, widthPx, visible } of wish?.tiles.values() ?? []) {
        const uplink = visible ? uplinks.get(perspective) : undefined;
        if (uplink && mayReceive(uplink)) found.push({ uplink, widthPx });
      }
      return found;
    },
    heard() {
      const uplink = uplinks.get(wish?.heard ?? '');
      return uplink && mayReceive(uplink) ? uplink : undefined;
    },
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
