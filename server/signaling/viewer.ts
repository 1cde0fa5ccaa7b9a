import type { viewerRequests } from '../../shared/conversations/viewer.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Handlers } from '../../shared/wire.ts';
import type { IceServers } from '../auth/iceServers.ts';
import type { Downlink, ViewerListener } from '../events/ports/media.ts';
import type { MessageRules } from './messageRules.ts';
import { type Talker, talkHandlers } from './talk.ts';
import { timeHandlers } from './time.ts';

/** A viewer's or moderator's socket. */
export type Viewer = Talker & {
  listener: ViewerListener;
  /** Counts its `watch` requests: only the newest gets a downlink. */
  watchRequests: number;
  isGone: boolean;
};

function replaceDownlink(who: Viewer, next: Downlink | null): void {
  who.downlink?.close();
  who.downlink = next;
}

export function viewerHandlers(rules: MessageRules, iceServers: IceServers): Handlers<typeof viewerRequests, Viewer> {
  const { watch, shareDelay } = rules;
  const watcherOf = ({ role, event, visitor: { sender, asker } }: Viewer) => ({ role, event, sender, asker });
  const downlinkOf = ({ downlink }: Viewer): Downlink => {
    if (!downlink) throw new Refusal('notYet');
    return downlink;
  };

  return {
    ...talkHandlers(rules),
    ...timeHandlers(rules),
    async watch(asked, who) {
      // The old one would count as another viewer.
      replaceDownlink(who, null);
      who.watchRequests += 1;
      const mine = who.watchRequests;
      const { event, perspectives, downlink, first } = await watch.watch(watcherOf(who), who.listener, asked.first);
      if (mine !== who.watchRequests) {
        downlink.close();
        throw new Refusal('notYet', 'asked again');
      }
      replaceDownlink(who, downlink);
      // The socket may have closed while the transport was made: nobody else would close the downlink.
      if (who.isGone) downlink.close();
      const transport = { ...downlink.offer, iceServers: iceServers(who.visitor.sender) };
      return { event, perspectives, rtpCapabilities: downlink.rtpCapabilities, transport, first };
    },
    async connectDownlink({ dtlsParameters }, who) {
      await downlinkOf(who).connect(dtlsParameters);
      return {};
    },
    async restartDownlink(_, who) {
      return { iceParameters: await downlinkOf(who).restart() };
    },
    wantTiles: ({ rtpCapabilities, tiles, heard }, who) =>
      watch.wantTiles(watcherOf(who), downlinkOf(who), rtpCapabilities, tiles, heard),
    shareDelay: ({ neededMs }, who) => ({ delayMs: shareDelay.share(who.event, who, neededMs) }),
    async ready({ consumers }, who) {
      await downlinkOf(who).ready(consumers);
      return {};
    },
    wantStills({ perspectives }, who) {
      downlinkOf(who).wantStills(perspectives);
      return {};
    },
  };
}
