import type { Handlers } from '../../shared/conversation.ts';
import type { TilesChange, viewerRequests } from '../../shared/conversations/viewer.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { Downlink, Now } from '../events/ports.ts';
import type { ShareDelay } from '../events/shareDelay.ts';
import type { Watch } from '../events/watch.ts';

/** A watching socket, and its downlink once it watches. */
export type Viewer = {
  event: string;
  role: 'viewer' | 'moderator';
  told: { tilesChanged(change: TilesChange): void; lost(): void };
  downlink: Downlink | null;
  isGone: boolean;
};

export function viewerHandlers(rule: Watch, { share }: ShareDelay, now: Now): Handlers<typeof viewerRequests, Viewer> {
  const downlinkOf = ({ downlink }: Viewer): Downlink => {
    if (!downlink) throw new Refusal('notYet');
    return downlink;
  };

  return {
    exchangeTime: () => ({ receivedAt: now(), sentAt: now() }),
    async watch(_, who) {
      const { event, perspectives, downlink } = await rule.watch(who.role, who.event, who.told);
      who.downlink?.close();
      who.downlink = downlink;
      // The socket may have gone while the transport was made: nobody else would close it.
      if (who.isGone) downlink.close();
      return { event, perspectives, rtpCapabilities: downlink.rtpCapabilities, transport: downlink.offer };
    },
    async connectDownlink({ dtlsParameters }, who) {
      await downlinkOf(who).connect(dtlsParameters);
      return {};
    },
    async restartDownlink(_, who) {
      return { iceParameters: await downlinkOf(who).restart() };
    },
    wantTiles: ({ rtpCapabilities, tiles, heard }, who) =>
      rule.wantTiles(downlinkOf(who), rtpCapabilities, tiles, heard),
    shareDelay: ({ neededMs }, who) => ({ delayMs: share(who.event, who, neededMs) }),
    async ready({ consumers }, who) {
      await downlinkOf(who).ready(consumers);
      return {};
    },
  };
}
