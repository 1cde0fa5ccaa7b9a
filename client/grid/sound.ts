import { createValue, type Value } from '../value.ts';

export type Sound = {
  /** The browser wants a gesture before it lets anything be heard. */
  isBlocked: Value<boolean>;
  /** Plays from now on whatever is heard; returns its stop. */
  open(): () => void;
  /** Call within a gesture: from then on this page may be heard. */
  unlock(): void;
};

/** Exactly one is heard: one audio element plays the one stream there is, or nothing. */
export function createSound(heard: Value<MediaStream | null>): Sound {
  const isBlocked = createValue(false);
  const audio = document.createElement('audio');
  audio.dataset.sound = 'heard';

  const play = () => {
    const stream = heard.get();
    audio.srcObject = stream;
    if (!stream) isBlocked.set(false);
    else
      audio.play().then(
        () => isBlocked.set(false),
        (fault: unknown) => {
          // Any other refusal is a newer stream that took the place of this one.
          if (fault instanceof DOMException && fault.name === 'NotAllowedError') isBlocked.set(true);
        },
      );
  };

  return {
    isBlocked,
    open() {
      document.body.append(audio);
      const stop = heard.follow(play);
      play();
      return () => {
        stop();
        audio.srcObject = null;
        audio.remove();
      };
    },
    unlock() {
      // Safari remembers the gesture for the element, even where the sound itself arrives only later.
      audio.srcObject ??= new MediaStream();
      audio.play().then(
        () => isBlocked.set(false),
        () => undefined,
      );
    },
  };
}
