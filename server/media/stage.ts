import type { types } from 'mediasoup';
import { Refusal } from '../../shared/refusals.ts';
import type { IceServer } from '../../shared/rtp.ts';
import type { Stages } from '../events/ports.ts';
import { mediaCodecs } from './codecs.ts';
import { createDownlink, type StageDownlink } from './downlink.ts';
import { openTransport } from './transport.ts';
import { createUplink, type StageUplink } from './uplink.ts';
import type { MediaWorker, Workers } from './workers.ts';

/** An empty stage is kept this long: whoever just left, or is about to arrive, finds it warm. */
const emptyForMs = 10_000;

/** What this node holds of one event: a router, the uplinks of its cameras, the downlinks of its viewers. */
type Stage = {
  on: MediaWorker;
  router: types.Router;
  uplinks: Map<string, StageUplink>;
  downlinks: Set<StageDownlink>;
};

export function createStages(workers: Workers, iceServers: () => IceServer[]): Stages {
  const stages = new Map<string, Promise<Stage>>();
  const open = new Map<string, Stage>();

  const build = async (event: string): Promise<Stage> => {
    const on = workers.pick();
    if (!on) throw new Refusal('mediaRestarting');
    on.routers += 1;
    const router = await on.worker.createRouter({ mediaCodecs });
    const stage: Stage = { on, router, uplinks: new Map(), downlinks: new Set() };
    open.set(event, stage);
    router.observer.once('close', () => {
      on.routers -= 1;
      stages.delete(event);
      open.delete(event);
    });
    return stage;
  };

  /** Built once, however many arrive at once; forgotten if it could not be built. */
  const stageOf = (event: string): Promise<Stage> => {
    const known = stages.get(event);
    if (known) return known;
    const stage = build(event).catch((error) => {
      stages.delete(event);
      throw error instanceof Refusal ? error : new Refusal('mediaRestarting', String(error));
    });
    stages.set(event, stage);
    return stage;
  };

  const isEmpty = (stage: Stage) => stage.uplinks.size + stage.downlinks.size === 0;
  const leaveEmpty = (stage: Stage) => {
    if (isEmpty(stage)) setTimeout(() => isEmpty(stage) && stage.router.close(), emptyForMs).unref();
  };

  const reconcile = (stage: Stage) => {
    for (const downlink of stage.downlinks) downlink.reconcile();
  };

  const transportOn = (stage: Stage) =>
    openTransport(stage.router, stage.on).catch((error) => {
      throw new Refusal('mediaRestarting', String(error));
    });

  return {
    async openUplink(event, perspective, reach, told) {
      const stage = await stageOf(event);
      const transport = await transportOn(stage);
      const former = stage.uplinks.get(perspective);
      const uplink = createUplink(stage.router, transport, reach, iceServers(), {
        changed: () => reconcile(stage),
        flows: told.flows,
        reported: told.reported,
        closed() {
          if (stage.uplinks.get(perspective) === uplink) stage.uplinks.delete(perspective);
          if (stage.router.closed) told.lost();
          else leaveEmpty(stage);
        },
      });
      stage.uplinks.set(perspective, uplink);
      former?.close();
      return uplink;
    },
    async openDownlink(event, role, told) {
      const stage = await stageOf(event);
      const transport = await transportOn(stage);
      const downlink = createDownlink(stage.router, transport, role, stage.uplinks, iceServers(), {
        tilesChanged: told.tilesChanged,
        closed() {
          stage.downlinks.delete(downlink);
          if (stage.router.closed) told.lost();
          else leaveEmpty(stage);
        },
      });
      stage.downlinks.add(downlink);
      return downlink;
    },
    setReach(event, perspective, reach) {
      open.get(event)?.uplinks.get(perspective)?.setReach(reach);
    },
    watching(event, perspective) {
      let count = 0;
      for (const downlink of open.get(event)?.downlinks ?? []) if (downlink.isShowing(perspective)) count += 1;
      return count;
    },
  };
}
