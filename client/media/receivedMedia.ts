import { type Changeable, createValue, type Value } from '../value.ts';
import type { Received } from './downlink.ts';

/**
 * What a tile shows: the same stream for as long as its perspective is there, while its track may be replaced. `isStill`
 * once the track has ended: then the last picture stays.
 */
export type ReceivedPicture = { stream: MediaStream; received: Received; isStill: boolean };

/** Plays a received track; `show` gets the track to show or to hear, and any that replaces it. Returns its stop. */
type Play = (received: Received, show: (track: MediaStreamTrack) => void) => () => void;
/** Play received tracks when they are due by the grid's clock. */
export type Players = { playPicture: Play; playSound: Play };

export type ReceivedMedia = {
  /** The picture of one perspective; null before the first. */
  pictureOf(perspective: string): Value<ReceivedPicture | null>;
  /** The sound that is heard; a page has one at most. */
  sound: Value<MediaStream | null>;
  received(received: Received): void;
  lost(received: Received): void;
  forget(perspective: string): void;
};

/** Sorts received tracks: a picture for each tile, one sound for the page. */
export function createReceivedMedia(players: Players): ReceivedMedia {
  const pictures = new Map<string, Changeable<ReceivedPicture | null>>();
  const sound = createValue<MediaStream | null>(null);
  const stops = new Map<Received, () => void>();
  let heard: Received | null = null;

  const pictureOf = (perspective: string) => {
    const known = pictures.get(perspective) ?? createValue<ReceivedPicture | null>(null);
    pictures.set(perspective, known);
    return known;
  };

  /** The same stream gets the new track: its paused video element keeps the last picture until the next one comes. */
  const show = (received: Received, track: MediaStreamTrack) =>
    pictureOf(received.perspective).change((now) => {
      const stream = now?.stream ?? new MediaStream();
      for (const former of stream.getTracks()) stream.removeTrack(former);
      stream.addTrack(track);
      return { stream, received, isStill: false };
    });

  return {
    pictureOf,
    sound,
    received(received) {
      if (received.kind === 'audio') {
        heard = received;
        const hear = (track: MediaStreamTrack) => {
          if (heard === received) sound.set(new MediaStream([track]));
        };
        stops.set(received, players.playSound(received, hear));
        return;
      }
      stops.set(
        received,
        players.playPicture(received, (track) => show(received, track)),
      );
    },
    lost(received) {
      if (received.kind === 'video') {
        pictureOf(received.perspective).change((now) => (now?.received === received ? { ...now, isStill: true } : now));
      } else if (heard === received) {
        heard = null;
        sound.set(null);
      }
      stops.get(received)?.();
      stops.delete(received);
    },
    forget: (perspective) => pictures.delete(perspective),
  };
}
