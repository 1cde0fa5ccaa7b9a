import { type Changeable, createValue, type Value } from '../value.ts';
import type { Received } from './downlink.ts';

/**
 * What a tile shows: the same stream for as long as its perspective is there, while its track may be replaced. `isStill`
 * once the track has ended: then the last picture stays.
 */
export type ReceivedPicture = { stream: MediaStream; received: Received; isStill: boolean };

/** A track as it is played, until it is closed. */
type Played = { track: MediaStreamTrack; close(): void };
/** Play received tracks when they are due by the grid's clock. */
export type Players = { playPicture(received: Received): Played; playSound(received: Received): Played };

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
  const playing = new Map<Received, Played>();
  let heard: Received | null = null;

  const play = (received: Received): MediaStreamTrack => {
    const played = received.kind === 'video' ? players.playPicture(received) : players.playSound(received);
    playing.set(received, played);
    return played.track;
  };

  const pictureOf = (perspective: string) => {
    const known = pictures.get(perspective) ?? createValue<ReceivedPicture | null>(null);
    pictures.set(perspective, known);
    return known;
  };

  return {
    pictureOf,
    sound,
    received(received) {
      if (received.kind === 'audio') {
        heard = received;
        return sound.set(new MediaStream([play(received)]));
      }
      // The same stream gets the new track: its paused video element keeps the last picture until the next one comes.
      const track = play(received);
      pictureOf(received.perspective).change((now) => {
        const stream = now?.stream ?? new MediaStream();
        for (const track of stream.getTracks()) stream.removeTrack(track);
        stream.addTrack(track);
        return { stream, received, isStill: false };
      });
    },
    lost(received) {
      if (received.kind === 'video') {
        pictureOf(received.perspective).change((now) => (now?.received === received ? { ...now, isStill: true } : now));
      } else if (heard === received) {
        heard = null;
        sound.set(null);
      }
      playing.get(received)?.close();
      playing.delete(received);
    },
    forget: (perspective) => pictures.delete(perspective),
  };
}
