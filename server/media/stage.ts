import { createCounts } from '../../shared/counts.ts';
import { layerFor } from '../../shared/layers.ts';
import type { Now } from '../events/ports/clocks.ts';
import { createAsyncCache } from './asyncCache.ts';
import type { StageDownlink } from './downlink.ts';
import { type EventRouter, openEventRouter } from './eventRouter.ts';
import { createStillTaker, type StillTaker } from './stillTaker.ts';
import type { StageUplink } from './uplink.ts';
import type { MediaWorker } from './workers.ts';

/**
 * An empty router, and an empty stage, is kept this long: people come back after a reload, and others are about to
 * join.
 */
const emptyForMs = 10_000;

/** Gets the stills that it wants of those that it may receive. */
export type StillReader = Pick<StageDownlink, 'wantedStills' | 'mayReceive'> & {
  listener: Pick<StageDownlink['listener'], 'still'>;
};

/**
 * One event on this server: a router on each worker that it needs, the uplinks of its cameras and the downlinks of its
 * viewers.
 */
export type Stage = {
  readonly uplinks: Map<string, StageUplink>;
  readonly downlinks: Set<StageDownlink>;
  /** How many downlinks show the perspective, at most 25 ms old. */
  watching(perspective: string): number;
  /** In the order in which their routers were opened. */
  workers(): MediaWorker[];
  eventRouters(): readonly EventRouter[];
  /** Opened once for simultaneous calls; a failure is not kept. */
  eventRouterOn(mediaWorker: MediaWorker): Promise<EventRouter>;
  /** Keeps a router open while a transport is being created on it. */
  keepOpenFor<T>(eventRouter: EventRouter, pending: Promise<T>): Promise<T>;
  /** A transport closed: the router is closed in 10 s if it was the last one on it. */
  closeIfEmpty(eventRouter: EventRouter): void;
  /** The producers of a perspective, or who may receive them, changed. */
  uplinkChanged(perspective: string): void;
  /** A wish changed: demand and stills are recomputed within 25 ms. */
  wishChanged(): void;
  /** The stills that a viewer wants changed: for those in `added` it gets the newest still at once, if there is one. */
  stillsWanted(reader: StillReader, added: readonly string[]): void;
  /** Stills for somebody who is no viewer; returns what ends it. */
  readStills(reader: StillReader): () => void;
  /** Lowers the demand of phones when it is due. */
  tick(): void;
  /** Closes pipes that have had no consumer for 5 s. */
  closeIdlePipes(): void;
};

/** Many viewers join within one second: their wishes are evaluated together, this long after the first. */
const updateDelayMs = 25;

export function createStage(now: Now, onEmpty: () => void): Stage {
  const uplinks = new Map<string, StageUplink>();
  const downlinks = new Set<StageDownlink>();
  const stillReaders = new Set<StillReader>();
  const opening = createAsyncCache<MediaWorker, EventRouter>();
  const eventRouters = new Set<EventRouter>();
  const pendingArrivals = createCounts<EventRouter>();
  const closeTimers = new Map<EventRouter, NodeJS.Timeout>();
  const stillTakers = new Map<string, StillTaker>();
  const viewersOf = new Map<string, number>();
  let isUpdateScheduled = false;

  const openRouter = async (mediaWorker: MediaWorker): Promise<EventRouter> => {
    const eventRouter = await openEventRouter(mediaWorker, now);
    eventRouters.add(eventRouter);
    eventRouter.router.observer.once('close', () => {
      opening.delete(mediaWorker);
      eventRouters.delete(eventRouter);
      clearTimeout(closeTimers.get(eventRouter));
      closeTimers.delete(eventRouter);
      if (opening.keys().length === 0) onEmpty();
    });
    return eventRouter;
  };

  const isEmpty = (eventRouter: EventRouter) =>
    pendingArrivals.of(eventRouter) === 0 &&
    ![...uplinks.values(), ...downlinks].some((each) => each.eventRouter === eventRouter);

  const closeIfEmpty = (eventRouter: EventRouter) => {
    wishChanged();
    clearTimeout(closeTimers.get(eventRouter));
    closeTimers.delete(eventRouter);
    if (!isEmpty(eventRouter) || !eventRouters.has(eventRouter)) return;
    closeTimers.set(
      eventRouter,
      setTimeout(() => isEmpty(eventRouter) && eventRouter.router.close(), emptyForMs).unref(),
    );
  };

  const allReaders = (): StillReader[] => [...downlinks, ...stillReaders];
  const sendStill = (taker: StillTaker, image: Buffer, recipients: Iterable<StillReader>) => {
    const { perspective } = taker.uplink;
    for (const { wantedStills, mayReceive, listener } of recipients) {
      if (wantedStills.has(perspective) && mayReceive(taker.uplink)) listener.still({ perspective, image });
    }
  };

  /** Takes stills of exactly those perspectives that somebody wants stills of and may receive. */
  const updateStillTakers = () => {
    const wanted = new Set<StageUplink>();
    for (const { wantedStills, mayReceive } of allReaders()) {
      for (const perspective of wantedStills) {
        const uplink = uplinks.get(perspective);
        if (uplink && uplink.layers > 0 && mayReceive(uplink)) wanted.add(uplink);
      }
    }
    for (const [perspective, taker] of stillTakers) {
      if (wanted.delete(taker.uplink)) continue;
      taker.close();
      stillTakers.delete(perspective);
    }
    for (const uplink of wanted) {
      const taker: StillTaker = createStillTaker(uplink, now, (image) => sendStill(taker, image, allReaders()));
      stillTakers.set(uplink.perspective, taker);
    }
  };

  /**
   * Passes to each uplink the highest layer that any viewer wants and whether any wants the sound, and counts its
   * viewers.
   */
  const updateDemand = () => {
    const wanted = new Map<StageUplink, number>();
    const heard = new Set<StageUplink | undefined>();
    viewersOf.clear();
    for (const downlink of downlinks) {
      heard.add(downlink.heardUplink());
      for (const { uplink, widthPx } of downlink.visibleTiles()) {
        const layer = layerFor(widthPx, uplink.layers || 1);
        wanted.set(uplink, Math.max(wanted.get(uplink) ?? 0, layer));
        viewersOf.set(uplink.perspective, (viewersOf.get(uplink.perspective) ?? 0) + 1);
      }
    }
    for (const uplink of uplinks.values()) uplink.want(wanted.get(uplink) ?? null, heard.has(uplink));
  };

  const applyWishes = () => {
    isUpdateScheduled = false;
    updateDemand();
    updateStillTakers();
  };
  const wishChanged = () => {
    if (isUpdateScheduled) return;
    isUpdateScheduled = true;
    setTimeout(applyWishes, updateDelayMs).unref();
  };

  const stillsWanted = (reader: StillReader, added: Iterable<string>) => {
    for (const perspective of added) {
      const taker = stillTakers.get(perspective);
      const image = taker?.newest();
      if (taker && image) sendStill(taker, image, [reader]);
    }
    wishChanged();
  };

  return {
    uplinks,
    downlinks,
    watching: (perspective) => viewersOf.get(perspective) ?? 0,
    workers: opening.keys,
    eventRouters: () => [...eventRouters],
    eventRouterOn: (mediaWorker) => opening.get(mediaWorker, () => openRouter(mediaWorker)),
    async keepOpenFor(eventRouter, pending) {
      const release = pendingArrivals.add(eventRouter);
      try {
        return await pending;
      } finally {
        release();
        // If the transport could not be created, the router may be empty again.
        closeIfEmpty(eventRouter);
      }
    },
    closeIfEmpty,
    uplinkChanged(perspective) {
      for (const downlink of downlinks) downlink.reconcile(perspective);
      wishChanged();
    },
    wishChanged,
    stillsWanted,
    readStills(reader) {
      stillReaders.add(reader);
      stillsWanted(reader, reader.wantedStills);
      return () => {
        stillReaders.delete(reader);
        wishChanged();
      };
    },
    tick() {
      for (const uplink of uplinks.values()) uplink.tick();
    },
    closeIdlePipes() {
      for (const eventRouter of eventRouters) {
        const consumed = new Set<string>();
        for (const downlink of downlinks) {
          if (downlink.eventRouter !== eventRouter) continue;
          for (const { source } of downlink.consumers()) consumed.add(source.producer);
        }
        eventRouter.pipes.closeIdle((producer) => consumed.has(producer));
      }
    },
  };
}
