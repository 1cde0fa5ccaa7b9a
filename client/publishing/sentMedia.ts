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
  /** Sends a track that has changed, and says which tracks flow. */
  sendTrack(kind: Kind): Promise<void>;
  /** Says which tracks flow. */
  sendTrackStates(): Promise<void>;
  /** Says where the camera is, unless the server knows. */
  sendPlace(): Promise<void>;
  /** `goLive` has said this place. */
  began(place: Place): void;
};

/** Sends a camera's tracks, and says which flow and from where. What cannot be said without a socket is said after it. */
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
