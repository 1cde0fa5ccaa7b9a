import type { Handlers } from '../../shared/conversation.ts';
import type { moderatorRequests } from '../../shared/conversations/moderator.ts';
import type { Curate } from '../events/curate.ts';
import type { Now } from '../events/ports.ts';
import type { ShareDelay } from '../events/shareDelay.ts';
import type { Watch } from '../events/watch.ts';
import { type Viewer, viewerHandlers } from './viewer.ts';

export function moderatorHandlers(
  watch: Watch,
  shareDelay: ShareDelay,
  { curate, nudge, setDoors }: Curate,
  now: Now,
): Handlers<typeof moderatorRequests, Viewer> {
  return {
    ...viewerHandlers(watch, shareDelay, now),
    async curate({ perspective, action }, who) {
      await curate(who.event, perspective, action);
      return {};
    },
    async nudge({ perspective, nudgeMs }, who) {
      await nudge(who.event, perspective, nudgeMs);
      return {};
    },
    async setDoors({ doors }, who) {
      await setDoors(who.event, doors);
      return {};
    },
  };
}
