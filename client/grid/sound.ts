import { read, write } from '../storage.ts';
import { createValue, type Value } from '../value.ts';

export type Volume = { value: Value<number>; set(volume: number): void };
export type Sound = {
  /** The browser's autoplay policy wants a gesture first. */
  isBlocked: Value<boolean>;
  /** From 0 to 1, remembered. Null on iPhones and iPads, where only their own buttons set it. */
  volume: Volume | null;
  /** Plays the stream from now on; returns its stop. */
  open(): () => void;
  /** Must be called within a user gesture; afterwards the page may play sound. */
  unlock(): void;
};

const volumeKey = 'polyscope.volume';

function rememberedVolume(): number {
  const volume = Number(read('localStorage', volumeKey) ?? 1);
  return volume >= 0 && volume <= 1 ? volume : 1;
}

function volumeOf(audio: HTMLAudioElement): Volume | null {
  audio.volume = 0.5;
  const isObeyed = audio.volume === 0.5;
  const value = createValue(rememberedVolume());
  audio.volume = value.get();
  if (!isObeyed) return null;
  return {
    value,
    set(volume) {
      audio.volume = volume;
      value.set(volume);
      write('localStorage', volumeKey, String(volume));
    },
  };
}

/** Plays the sound of one perspective at a time, in one audio element. */
export function createSound(heard: Value<MediaStream | null>): Sound {
  const isBlocked = createValue(false);
  const audio = document.createElement('audio');
  audio.dataset.sound = 'heard';
  const volume = volumeOf(audio);

  const play = () => {
    const stream = heard.get();
    audio.srcObject = stream;
    if (!stream) isBlocked.set(false);
    else
      audio.play().then(
        () => isBlocked.set(false),
        (fault: unknown) => {
          // Any other error means that a newer stream has replaced this one.
          if (fault instanceof DOMException && fault.name === 'NotAllowedError') isBlocked.set(true);
        },
      );
  };

  // A phone call, or another app's sound, pauses the element. What cannot go on by itself waits for a tap.
  const goOn = () => {
    if (document.visibilityState === 'visible' && audio.srcObject && audio.paused) play();
  };

  return {
    isBlocked,
    volume,
    open() {
      document.body.append(audio);
      const stop = heard.follow(play);
      play();
      audio.addEventListener('pause', goOn);
      document.addEventListener('visibilitychange', goOn);
      return () => {
        stop();
        audio.removeEventListener('pause', goOn);
        document.removeEventListener('visibilitychange', goOn);
        audio.srcObject = null;
        audio.remove();
      };
    },
    unlock() {
      // Safari remembers the gesture for the element, even if its stream arrives later.
      audio.srcObject ??= new MediaStream();
      audio.play().then(
        () => isBlocked.set(false),
        () => undefined,
      );
    },
  };
}
