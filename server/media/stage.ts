import { createCounts } from '../../shared/counts.ts';
import { layerFor } from '../../shared/layers.ts';
import type { Now } from '../events/ports.ts';
import type { StageDownlink } from './downlink.ts';
import { createStillTaker, type StillTaker } from './stills.ts';
import type { StageUplink } from './uplink.ts';
import { openWing, type Wing } from './wing.ts';
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
  wings(): readonly Wing[];
  /** Built once, however many ask at once; forgotten if it could not be built. */
  wingOn(on: MediaWorker): Promise<Wing>;
  /** Keeps a wing open while somebody arrives there. */
  arrive<T>(wing: Wing, arriving: Promise<T>): Promise<T>;
  /** Somebody left, and may have been the last one there. */
  left(wing: Wing): void;
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
  const building = new Map<MediaWorker, Promise<Wing>>();
  const wings = new Set<Wing>();
  const arrivals = createCounts<Wing>();
  const leaving = new Map<Wing, NodeJS.Timeout>();
  const stills = new Map<string, StillTaker>();
  const viewers = new Map<string, number>();
  let isSettling = false;

  const build = async (on: MediaWorker): Promise<Wing> => {
    const wing = await openWing(on, now);
    wings.add(wing);
    wing.router.observer.once('close', () => {
      building.delete(on);
      wings.delete(wing);
      clearTimeout(leaving.get(wing));
      leaving.delete(wing);
      if (building.size === 0) emptied();
    });
    return wing;
  };

  const isEmpty = (wing: Wing) =>
    arrivals.of(wing) === 0 && ![...uplinks.values(), ...downlinks].some((each) => each.wing === wing);

  const left = (wing: Wing) => {
    wished();
    clearTimeout(leaving.get(wing));
    leaving.delete(wing);
    if (!isEmpty(wing) || !wings.has(wing)) return;
    leaving.set(wing, setTimeout(() => isEmpty(wing) && wing.router.close(), emptyForMs).unref());
  };

  const give = (taker: StillTaker, image: Buffer, asking: Iterable<StageDownlink>) => {
    const { perspective } = taker.uplink;
    for (const { stills: asked, mayReceive, told } of asking) {
      if (asked.has(perspective) && mayReceive(taker.uplink)) told.still({ perspective, image });
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
    wings: () => [...wings],
    wingOn(on) {
      const known = building.get(on);
      if (known) return known;
      const wing = build(on);
      building.set(on, wing);
      wing.catch(() => building.delete(on));
      return wing;
    },
    async arrive(wing, arriving) {
      const arrived = arrivals.add(wing);
      try {
        return await arriving;
      } finally {
        arrived();
        // Whether it stays is seen when the wing would close.
        left(wing);
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
      for (const wing of wings) {
        const consumed = new Set<string>();
        for (const downlink of downlinks) {
          if (downlink.wing !== wing) continue;
          for (const { source } of downlink.consumers()) consumed.add(source.producer);
        }
        wing.pipes.settle((producer) => consumed.has(producer));
      }
    },
  };
}
