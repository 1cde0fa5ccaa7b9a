import type { Now } from '../events/ports/clocks.ts';
import type { PublicStill, PublicStills } from '../events/ports/media.ts';
import type { Stage } from './stage.ts';
import type { StageUplink } from './uplink.ts';

/** Longer than a key frame takes; those who fetch a preview of a link wait about 5 s. */
const withinMs = 3_000;

/** Of H264 there are no stills: see `stillTaker`. */
const hasStills = (uplink: StageUplink) =>
  uplink.receivers === 'everyone' && uplink.layers > 0 && uplink.codec('video') === 'video/vp8';

/** Stills for previews: a reader with a wish, as viewers are, until each has come or time is up. */
export function createPublicStills(stages: ReadonlyMap<string, Stage>, now: Now): PublicStills {
  return {
    take(event, perspectives, most) {
      const stage = stages.get(event);
      const uplinks = perspectives.flatMap((id) => stage?.uplinks.get(id) ?? []).filter(hasStills);
      const wantedStills = new Set(uplinks.slice(0, most).map(({ perspective }) => perspective));
      if (!stage || wantedStills.size === 0) return Promise.resolve([]);
      const taken = new Map<string, PublicStill>();

      return new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          stop();
          // In the order that was asked for.
          resolve([...wantedStills].flatMap((perspective) => taken.get(perspective) ?? []));
        };
        const timer = setTimeout(finish, withinMs);
        let stop = () => {};
        const still = ({ perspective, image }: { perspective: string; image: Buffer }) => {
          const uplink = stage.uplinks.get(perspective);
          if (!uplink) return;
          const at = now();
          const isPublic = () =>
            stage.uplinks.get(perspective) === uplink && uplink.receivers === 'everyone' && uplink.receiversSince <= at;
          taken.set(perspective, { perspective, image, isPublic });
          // Later: those that are there already come before `stop` is known.
          if (taken.size === wantedStills.size) queueMicrotask(finish);
        };
        const mayReceive = ({ receivers }: StageUplink) => receivers === 'everyone';
        stop = stage.readStills({ wantedStills, mayReceive, listener: { still } });
      });
    },
  };
}
