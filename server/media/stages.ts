import { chooseWorker, type Load } from '../../shared/load.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import type { Now } from '../events/ports/clocks.ts';
import type { PublicStills, Stages } from '../events/ports/media.ts';
import type { MediaFigures } from '../metrics.ts';
import { createAsyncCache } from './asyncCache.ts';
import { mediaCodecs, offeredCapabilities } from './codecs.ts';
import { createDownlink } from './downlink.ts';
import type { EventRouter } from './eventRouter.ts';
import { createLoads } from './loads.ts';
import { startMaintenance } from './maintenance.ts';
import { createPublicStills } from './publicStills.ts';
import { createStage, type Stage } from './stage.ts';
import { type Direction, followConnected, openTransport } from './transport.ts';
import { createUplink } from './uplink.ts';
import { figuresOf, perspectiveStatusesOf } from './workerFigures.ts';
import type { MediaWorker, Workers } from './workers.ts';

type Parts = { workers: Workers; full: Load; now: Now };

/**
 * The stages of all events of this server, spread over its media workers. Opening an uplink or a downlink refuses with
 * `serverFull` if every worker is, and with `mediaRestarting` while workers are being replaced.
 */
export function createStages({ workers, full, now }: Parts) {
  const stages = new Map<string, Stage>();
  const loads = createLoads(full, now);
  const maintenance = startMaintenance(workers, stages, loads);

  const stageOf = (event: string): Stage => {
    const existing = stages.get(event);
    if (existing) return existing;
    const stage = createStage(now, () => stages.get(event) === stage && stages.delete(event));
    stages.set(event, stage);
    return stage;
  };

  /**
   * The worker for a new transport: one that the event is already on, as long as it is not too full; otherwise the
   * emptiest.
   */
  const pickWorker = (stage: Stage): MediaWorker => {
    const alive = workers.all();
    if (alive.length === 0) throw new Refusal('mediaRestarting');
    const own = stage.workers().filter((mediaWorker) => alive.includes(mediaWorker));
    const others = alive.filter((mediaWorker) => !own.includes(mediaWorker));
    const candidate = (isUsed: boolean) => (on: MediaWorker) => ({ on, share: loads.share(on), isUsed });
    const mediaWorker = chooseWorker([...own.map(candidate(true)), ...others.map(candidate(false))]);
    if (!mediaWorker) throw new Refusal('serverFull');
    return mediaWorker;
  };

  /** A transport on the preferred router's worker, or on the one that has room. */
  const openFor = async (event: string, direction: Direction, network: string, preferred?: EventRouter) => {
    const stage = stageOf(event);
    try {
      const mediaWorker = preferred && !preferred.router.closed ? preferred.mediaWorker : pickWorker(stage);
      const eventRouter = await stage.eventRouterOn(mediaWorker);
      const transport = await stage.keepOpenFor(eventRouter, openTransport(eventRouter.router, mediaWorker, direction));
      let isConnected = false;
      let unpresume = () => {};
      followConnected(transport, () => {
        if (isConnected || transport.closed) return;
        isConnected = true;
        unpresume = loads.presume(mediaWorker, direction, network);
      });
      const onClose = (lost: () => void) => {
        unpresume();
        if (eventRouter.router.closed) lost();
        stage.closeIfEmpty(eventRouter);
      };
      return { stage, eventRouter, transport, onClose, isConnected: () => isConnected };
    } catch (error) {
      if (stage.workers().length === 0 && stages.get(event) === stage) stages.delete(event);
      throw error instanceof Refusal ? error : new Refusal('mediaRestarting', String(error));
    }
  };

  const offered = createAsyncCache<'offered', RtpCapabilities>();
  const readOffered = async () => {
    const mediaWorker = workers.all()[0];
    if (!mediaWorker) throw new Refusal('mediaRestarting');
    const router = await mediaWorker.worker.createRouter({ mediaCodecs });
    router.close();
    return offeredCapabilities(router);
  };

  return {
    offered: () => offered.get('offered', readOffered),
    async openUplink(event, perspective, receivers, network, listener) {
      // A phone that reconnects stays on its former worker, however full that is.
      const formerRouter = stages.get(event)?.uplinks.get(perspective)?.eventRouter;
      const { stage, eventRouter, transport, onClose } = await openFor(event, 'uplink', network, formerRouter);
      const former = stage.uplinks.get(perspective);
      const uplink = createUplink({
        perspective,
        eventRouter,
        transport,
        receivers,
        now,
        listener: {
          ...listener,
          changed: () => stage.uplinkChanged(perspective),
          closed() {
            if (stage.uplinks.get(perspective) === uplink) stage.uplinks.delete(perspective);
            onClose(listener.lost);
          },
        },
      });
      stage.uplinks.set(perspective, uplink);
      former?.close();
      return uplink;
    },
    async openDownlink(event, role, network, listener) {
      const { stage, eventRouter, transport, onClose, isConnected } = await openFor(event, 'downlink', network);
      const downlink = createDownlink({
        eventRouter,
        transport,
        role,
        isConnected,
        uplinks: stage.uplinks,
        listener,
        wishChanged: stage.wishChanged,
        stillsWanted: stage.stillsWanted,
        closed() {
          stage.downlinks.delete(downlink);
          listener.left();
          onClose(listener.lost);
        },
      });
      stage.downlinks.add(downlink);
      return downlink;
    },
    /** Whether anybody films or watches the event on this server, or did so within the last 10 s. */
    isInUse: (event: string) => stages.has(event),
    setReceivers(event, perspective, receivers) {
      stages.get(event)?.uplinks.get(perspective)?.setReceivers(receivers);
    },
    publicStills: createPublicStills(stages, now),
    watching: (event, perspective) => stages.get(event)?.watching(perspective) ?? 0,
    status(event) {
      const stage = stages.get(event);
      const shares = workers.all().map((mediaWorker) => ({ loadShare: loads.share(mediaWorker) }));
      return { perspectives: stage ? perspectiveStatusesOf(stage) : [], workers: shares };
    },
    figures: (): MediaFigures => figuresOf(workers, [...stages.values()], loads),
    close: maintenance.close,
  } satisfies Stages & {
    publicStills: PublicStills;
    isInUse(event: string): boolean;
    figures(): MediaFigures;
    close(): void;
  };
}
