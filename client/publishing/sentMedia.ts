import type { SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Kind, Place } from '../../shared/domain.ts';
import type { Conversation } from '../connection/conversation.ts';
import type { Uplink } from '../media/uplink.ts';

type Parts = {
  conversation: Pick<Conversation<typeof spectatorRequests, SpectatorNotices>, 'ask' | 'state'>;
  uplink(): Uplink | null;
  /** The track to send; null for none. */
  trackOf(kind: Kind): MediaStreamTrack | null;
  place(): Place;
};

export type SentMedia = {
  /** Sends a track that has changed, and reports which tracks flow. */
  sendTrack(kind: Kind): Promise<void>;
  /** Reports which tracks flow. */
  sendTrackStates(): Promise<void>;
  /** Reports where the camera is, unless the server knows. */
  sendPlace(): Promise<void>;
  /** `goLive` has sent this place. */
  began(place: Place): void;
};

/** Sends a camera's tracks, and reports which flow and from where. Without a socket, reports wait for the next one. */
export function createSentMedia({ conversation: { ask, state }, uplink, trackOf, place }: Parts): SentMedia {
  let sentPlace: Place | null = null;

  const sendTrackStates = async () => {
    if (!uplink() || state.get() !== 'connected') return;
    await ask('setTracks', { video: trackOf('video') !== null, audio: trackOf('audio') !== null });
  };
  return {
    sendTrackStates,
    async sendTrack(kind) {
      const mine = uplink();
      if (!mine) return;
      await mine.send(kind, trackOf(kind));
      await sendTrackStates();
    },
    async sendPlace() {
      const next = place();
      if (next === sentPlace || !uplink() || state.get() !== 'connected') return;
      await ask('setPlace', { place: next });
      sentPlace = next;
    },
    began(given) {
      sentPlace = given;
    },
  };
}
