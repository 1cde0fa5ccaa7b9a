import { type Place, placeSchema } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import { createValue, type Value } from '../value.ts';
import type { Facing } from './capture.ts';
import { hasMoved } from './hasMoved.ts';
import { askForHeading, followHeading } from './heading.ts';

export type Precision = Place['precision'];
export type PlaceState =
  | { is: 'off' }
  /** Chosen, but not known yet. */
  | { is: 'seeking' }
  | { is: 'known' }
  /** The person or the phone's settings denied it; the choice is off again. */
  | { is: 'denied' }
  /** The phone cannot find it; it keeps trying. */
  | { is: 'unavailable' };

/** A person walks 4 m in this time; more frequent updates would add nothing. */
const updateEveryMs = 3_000;

export type PlaceKeeper = {
  choice: Value<Precision>;
  state: Value<PlaceState>;
  /** The place as it may be shared now. It changes at most every `updateEveryMs`, and only when `hasMoved`. */
  place: Value<Place>;
  /** Must be called within a tap: some phones ask for permission only then. */
  choose(precision: Precision): void;
  close(): void;
};

/** The place of the phone as precisely as its owner chose. Off until chosen; an area is made coarse on the phone. */
export function keepPlace(facing: () => Facing): PlaceKeeper {
  const choice = createValue<Precision>('off');
  const state = createValue<PlaceState>({ is: 'off' });
  const place = createValue<Place>({ precision: 'off' });
  let position: GeolocationCoordinates | null = null;
  let heading: number | null = null;
  let stop = () => {};
  let timer = 0;
  let updatedAt = Number.NEGATIVE_INFINITY;

  const now = (): Place => {
    const precision = choice.get();
    if (precision === 'off' || !position) return { precision: 'off' };
    const { latitude, longitude } = precision === 'area' ? coarsen(position) : position;
    const known = placeSchema.safeParse({ precision, latitude, longitude, ...(heading === null ? {} : { heading }) });
    return known.success ? known.data : { precision: 'off' };
  };

  const update = () => {
    clearTimeout(timer);
    timer = 0;
    updatedAt = performance.now();
    if (hasMoved(place.get(), now())) place.set(now());
  };
  const updateSoon = () => {
    timer ||= window.setTimeout(update, Math.max(0, updatedAt + updateEveryMs - performance.now()));
  };

  const follow = (precision: 'area' | 'exact') => {
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        position = coords;
        state.set({ is: 'known' });
        updateSoon();
      },
      ({ code, PERMISSION_DENIED }) => {
        if (code === PERMISSION_DENIED) choose('off');
        if (code === PERMISSION_DENIED || !position) {
          state.set({ is: code === PERMISSION_DENIED ? 'denied' : 'unavailable' });
        }
      },
      { enableHighAccuracy: precision === 'exact', maximumAge: 10_000, timeout: 30_000 },
    );
    const stopHeading = followHeading(facing, (degrees) => {
      heading = degrees;
      if (position) updateSoon();
    });
    return () => {
      navigator.geolocation.clearWatch(watch);
      stopHeading();
    };
  };

  const choose = (precision: Precision) => {
    if (precision === choice.get()) return;
    stop();
    stop = () => {};
    if (precision === 'off') position = null;
    heading = null;
    choice.set(precision);
    // At once: a place that was shared before is withdrawn or made coarse.
    update();
    updatedAt = Number.NEGATIVE_INFINITY;
    if (precision === 'off') return state.set({ is: 'off' });
    if (!navigator.geolocation) return state.set({ is: 'unavailable' });
    state.set({ is: position ? 'known' : 'seeking' });
    void askForHeading();
    stop = follow(precision);
  };

  return {
    choice,
    state,
    place,
    choose,
    close() {
      stop();
      clearTimeout(timer);
    },
  };
}
