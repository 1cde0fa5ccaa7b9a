import { rememberedLive, type WasLive } from '../publishing/remembered.ts';

/** `rememberedLive` expires after two minutes, so it is renewed well within that. */
const renewEveryMs = 10_000;

export type ReloadState = {
  /** Stores how the page films now, and renews that until `clear`. */
  save(): void;
  /** Stores it unless it is being renewed already. */
  saveOnce(): void;
  clear(): void;
};

/** Keeps how the page films in session storage, so that a reload continues from there; `now` is null when not live. */
export function keepReloadState(event: string, now: () => WasLive | null): ReloadState {
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const state = now();
    if (!state) return;
    rememberedLive.set(event, state);
    timer = window.setTimeout(save, renewEveryMs);
  };
  return {
    save,
    saveOnce() {
      if (timer === 0) save();
    },
    clear() {
      clearTimeout(timer);
      timer = 0;
      rememberedLive.set(event, null);
    },
  };
}
