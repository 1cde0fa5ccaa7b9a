import { chooseWorker, type Load } from '../../shared/load.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { Stages } from '../events/ports/media.ts';
import type { MediaFigures } from '../metrics.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import { createDownlink } from './downlink.ts';
import type { EventRouter } from './eventRouter.ts';
import { createLoads } from './loads.ts';
import { keepMaintenance } from './maintenance.ts';
import { createStage, type Stage } from './stage.ts';
import { followConnected, openTransport, type Way } from './transport.ts';
import { createUplink } from './uplink.ts';
import { figuresOf, statusOf } from './workerFigures.ts';
import type { MediaWorker, Workers } from './workers.ts';

type Parts = { workers: Workers; full: Load; now: Now };

/** The stages of all events of this node, spread over its workers. */
export function createStages({ workers, full, now }: Parts) {
  const stages = new Map<string, Stage>();
  const loads = createLoads(full, now);
  const maintenance = keepMaintenance(workers, stages, loads);

  const stageOf = (event: string): Stage => {
    const known = stages.get(event);
    if (known) return known;
    const stage = createStage(now, () => stages.get(event) === stage && stages.delete(event));
    stages.set(event, stage);
    return stage;
  };

  /** A worker for something new of this event: its own ones first, as long as they are not too full. */
  const place = (stage: Stage): MediaWorker => {
    const living = workers.all();
    if (living.length === 0) throw new Refusal('mediaRestarting');
    const own = stage.workers().filter((on) => living.includes(on));
    const others = living.filter((on) => !own.includes(on));
    const placeOf = (isUsed: boolean) => (on: MediaWorker) => ({ on, share: loads.share(on), isUsed });
    const on = chooseWorker([...own.map(placeOf(true)), ...others.map(placeOf(false))]);
    if (!on) throw new Refusal('serverFull');
    return on;
  };

  /** A transport on this wing's worker, or on the one where there is room. */
  const open = async (event: string, what: Way, network: string, beside?: EventRouter) => {
    const stage = stageOf(event);
    try {
      const on = beside && !beside.router.closed ? beside.on : place(stage);
      const eventRouter = await stage.eventRouterOn(on);
      const transport = await stage.arrive(eventRouter, openTransport(eventRouter.router, on, what));
      let isConnected = false;
      let forgetLoad = () => {};
      followConnected(transport, () => {
        if (isConnected || transport.closed) return;
        isConnected = true;
        forgetLoad = loads.connected(on, what, network);
      });
      const leave = (lost: () => void) => {
        forgetLoad();
        if (eventRouter.router.closed) lost();
        stage.left(eventRouter);
      };
      return { stage, eventRouter, transport, leave, isConnected: () => isConnected };
    } catch (error) {
      if (stage.workers().length === 0 && stages.get(event) === stage) stages.delete(event);
      throw error instanceof Refusal ? error : new Refusal('mediaRestarting', String(error));
    }
  };

  let offered: Promise<RtpCapabilities> | null = null;
  const lookAtOffered = async () => {
    const on = workers.all()[0];
    if (!on) throw new Refusal('mediaRestarting');
    const router = await on.worker.createRouter({ mediaCodecs });
    router.close();
    return offeredCapabilities(router);
  };

  return {
    offered() {
      offered ??= lookAtOffered().catch((error) => {
        offered = null;
        throw error;
      });
      return offered;
    },
    async openUplink(event, perspective, receivers, network, listener) {
      // A phone that comes back takes the place of its former self, however full its worker is.
      const before = stages.get(event)?.uplinks.get(perspective)?.eventRouter;
      const { stage, eventRouter, transport, leave } = await open(event, 'uplink', network, before);
      const former = stage.uplinks.get(perspective);
      const uplink = createUplink({
        perspective,
        eventRouter,
        transport,
        receivers,
        now,
        listener: {
          ...listener,
          changed: () => stage.changed(perspective),
          closed() {
            if (stage.uplinks.get(perspective) === uplink) stage.uplinks.delete(perspective);
            leave(listener.lost);
          },
        },
      });
      stage.uplinks.set(perspective, uplink);
      former?.close();
      return uplink;
    },
    async openDownlink(event, role, network, listener) {
      const { stage, eventRouter, transport, leave, isConnected } = await open(event, 'downlink', network);
      const downlink = createDownlink({
        eventRouter,
        transport,
        role,
        isConnected,
        uplinks: stage.uplinks,
        listener,
        changed: stage.wished,
        followed: stage.followed,
        closed() {
          stage.downlinks.delete(downlink);
          listener.left();
          leave(listener.lost);
        },
      });
      stage.downlinks.add(downlink);
      return downlink;
    },
    /** Whether anybody films or watches here, or did a moment ago. */
    isInUse: (event: string) => stages.has(event),
    setReceivers(event, perspective, receivers) {
      stages.get(event)?.uplinks.get(perspective)?.setReceivers(receivers);
    },
    watching: (event, perspective) => stages.get(event)?.watching(perspective) ?? 0,
    status(event) {
      const stage = stages.get(event);
      const shares = workers.all().map((on) => ({ loadShare: loads.share(on) }));
      return { perspectives: stage ? statusOf(stage) : [], workers: shares };
    },
    figures: (): MediaFigures => figuresOf(workers, [...stages.values()], loads),
    close: maintenance.close,
  } satisfies Stages & { isInUse(event: string): boolean; figures(): MediaFigures; close(): void };
}
