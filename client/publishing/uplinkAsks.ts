import type { SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Conversation } from '../connection/conversation.ts';
import type { UplinkAsks } from '../media/uplink.ts';

/** The signaling of one uplink. */
export function uplinkAsks(
  { ask }: Pick<Conversation<typeof spectatorRequests, SpectatorNotices>, 'ask'>,
  transport: string,
): UplinkAsks {
  return {
    connect: (dtlsParameters) => ask('connectUplink', { transport, dtlsParameters }),
    produce: async (kind, rtpParameters) => (await ask('produce', { transport, kind, rtpParameters })).producer,
  };
}
