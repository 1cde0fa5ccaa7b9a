import { createValue, type Value } from '../value.ts';
import type { FilmingLock } from './filmingLock.ts';
import type { OtherTab } from './status.ts';

export type OtherTabWatch = {
  state: Value<OtherTab>;
  /** Another tab films: follows it until it ends. */
  follow(): void;
  /** This tab films from now on, or is closed. */
  stop(): void;
};

/** What another tab of this browser does with the same camera, as far as the lock tells. */
export function watchOtherTab(lock: FilmingLock): OtherTabWatch {
  const state = createValue<OtherTab>(null);
  let unfollow = () => {};
  return {
    state,
    follow() {
      unfollow();
      state.set('live');
      unfollow = lock.onFree(() => state.set('ended'));
    },
    stop() {
      unfollow();
      state.set(null);
    },
  };
}
