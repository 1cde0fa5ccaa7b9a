import { createCounts } from '../../shared/counts.ts';
import { layerFor } from '../../shared/layers.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { StageDownlink } from './downlink.ts';
import { type EventRouter, openEventRouter } from './eventRouter.ts';
import { createStillTaker, type StillTaker } from './stillTaker.ts';
import type { StageUplink } from './uplink.ts';
import type { MediaWorker } from './workers.ts';

/** A wing, and a stage, that is empty is kept this long: whoever just left, or is about to arrive, finds it warm. */
const emptyForMs = 10_000;

/** What this node holds of one event: wings on as many workers as it needs, uplinks of its cameras, downlinks of its viewers. */
export type Stage = {
  readonly uplinks: Map<string, StageUplink>;
  readonly downlinks: Set<StageDownlink>;
  /** How many downlinks show the perspective, as of a moment ago. */
  watching(perspective: string): number;
  /** In the order in which they were opened. */
  workers(): MediaWorker[];
  eventRouters(): readonly EventRouter[];
  /** Built once, however many ask at once; forgotten if it could not be built. */
  eventRouterOn(on: MediaWorker): Promise<EventRouter>;
  /** Keeps a wing open while somebody arrives there. */
  arrive<T>(eventRouter: EventRouter, arriving: Promise<T>): Promise<T>;
  /** Somebody left, and may have been the last one there. */
  left(eventRouter: EventRouter): void;
  /** A perspective's producers, or who may receive them, changed. */
  changed(perspective: string): void;
  /** A wish changed: what phones are asked for, and what stills are taken of, follows in a moment. */
  wished(): void;
  /** A viewer follows other stills than before: of those that are new to it, it gets at once what there is. */
  followed(downlink: StageDownlink, added: readonly string[]): void;
  /** Time has passed: a phone may be asked for less. */
  tick(): void;
  /** Pipes that nobody has needed for a while go. */
  settlePipes(): void;
};

/** Many viewers come in one second: what follows from their wishes is worked out so often, and no more. */
const settleMs = 25;

export function createStage(now: Now, emptied: () => void): Stage {
  const uplinks = new Map<string, StageUplink>();
  const downlinks = new Set<StageDownlink>();
  const building = new Map<MediaWorker, Promise<EventRouter>>();
  const eventRouters = new Set<EventRouter>();
  const arrivals = createCounts<EventRouter>();
  const leaving = new Map<EventRouter, NodeJS.Timeout>();
  const stills = new Map<string, StillTaker>();
  const viewers = new Map<string, number>();
  let isSettling = false;

  const build = async (on: MediaWorker): Promise<EventRouter> => {
    const eventRouter = await openEventRouter(on, now);
    eventRouters.add(eventRouter);
    eventRouter.router.observer.once('close', () => {
      building.delete(on);
      eventRouters.delete(eventRouter);
      clearTimeout(leaving.get(eventRouter));
      leaving.delete(eventRouter);
      if (building.size === 0) emptied();
    });
    return eventRouter;
  };

  const isEmpty = (eventRouter: EventRouter) =>
    arrivals.of(eventRouter) === 0 &&
    ![...uplinks.values(), ...downlinks].some((each) => each.eventRouter === eventRouter);

  const left = (eventRouter: EventRouter) => {
    wished();
    clearTimeout(leaving.get(eventRouter));
    leaving.delete(eventRouter);
    if (!isEmpty(eventRouter) || !eventRouters.has(eventRouter)) return;
    leaving.set(eventRouter, setTimeout(() => isEmpty(eventRouter) && eventRouter.router.close(), emptyForMs).unref());
  };

  const give = (taker: StillTaker, image: Buffer, asking: Iterable<StageDownlink>) => {
    const { perspective } = taker.uplink;
    for (const { stills: asked, mayReceive, listener } of asking) {
      if (asked.has(perspective) && mayReceive(taker.uplink)) listener.still({ perspective, image });
    }
  };

  /** Stills are taken of what anybody follows who may see it, and of nothing else. */
  const settleStills = () => {
    const wanted = new Set<StageUplink>();
    for (const { stills: asked, mayReceive } of downlinks) {
      for (const perspective of asked) {
        const uplink = uplinks.get(perspective);
        if (uplink && uplink.layers > 0 && mayReceive(uplink)) wanted.add(uplink);
      }
    }
    for (const [perspective, taker] of stills) {
      if (wanted.delete(taker.uplink)) continue;
      taker.close();
      stills.delete(perspective);
    }
    for (const uplink of wanted) {
      const taker: StillTaker = createStillTaker(uplink, now, (image) => give(taker, image, downlinks));
      stills.set(uplink.perspective, taker);
    }
  };

  /** How many see each perspective, the highest layer that any of them wants, and whether any hears it. */
  const settleLayers = () => {
    const wanted = new Map<StageUplink, number>();
    const heard = new Set<StageUplink | undefined>();
    viewers.clear();
    for (const downlink of downlinks) {
      heard.add(downlink.heard());
      for (const { uplink, widthPx } of downlink.shown()) {
        const layer = layerFor(widthPx, uplink.layers || 1);
        wanted.set(uplink, Math.max(wanted.get(uplink) ?? 0, layer));
        viewers.set(uplink.perspective, (viewers.get(uplink.perspective) ?? 0) + 1);
      }
    }
    for (const uplink of uplinks.values()) uplink.want(wanted.get(uplink) ?? null, heard.has(uplink));
  };

  const settle = () => {
    isSettling = false;
    settleLayers();
    settleStills();
  };
  const wished = () => {
    if (isSettling) return;
    isSettling = true;
    setTimeout(settle, settleMs).unref();
  };

  return {
    uplinks,
    downlinks,
    watching: (perspective) => viewers.get(perspective) ?? 0,
    workers: () => [...building.keys()],
    eventRouters: () => [...eventRouters],
    eventRouterOn(on) {
      const known = building.get(on);
      if (known) return known;
      const eventRouter = build(on);
      building.set(on, eventRouter);
      eventRouter.catch(() => building.delete(on));
      return eventRouter;
    },
    async arrive(eventRouter, arriving) {
      const arrived = arrivals.add(eventRouter);
      try {
        return await arriving;
      } finally {
        arrived();
        // Whether it stays is seen when the wing would close.
        left(eventRouter);
      }
    },
    left,
    changed(perspective) {
      for (const downlink of downlinks) downlink.reconcile(perspective);
      wished();
    },
    wished,
    followed(downlink, added) {
      for (const perspective of added) {
        const taker = stills.get(perspective);
        const image = taker?.newest();
        if (taker && image) give(taker, image, [downlink]);
      }
      wished();
    },
    tick() {
      for (const uplink of uplinks.values()) uplink.tick();
    },
    settlePipes() {
      for (const eventRouter of eventRouters) {
        const consumed = new Set<string>();
        for (const downlink of downlinks) {
          if (downlink.eventRouter !== eventRouter) continue;
          for (const { source } of downlink.consumers()) consumed.add(source.producer);
        }
        eventRouter.pipes.settle((producer) => consumed.has(producer));
      }
    },
  };
}
