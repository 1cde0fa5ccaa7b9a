import { type Doors, instantSchema, type NewEvent, type Position, titleSchema } from '../../shared/domain.ts';
import { furthestAheadMs } from '../../shared/limits.ts';
import { rest } from '../connection/rest.ts';
import type { OwnEvent, OwnEvents } from '../ownEvents.ts';
import type { Explanation } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';
import { writeCoordinates } from './coordinates.ts';
import { findPosition, type NoPlace, noPlaceIn } from './findPosition.ts';
import { placeIn } from './placeIn.ts';
import { defaultRadiusM } from './radius.ts';
import { requestFaultInWords } from './requestFaultInWords.ts';
import { soon } from './when.ts';

/** The contents of the form. */
export type Draft = {
  title: string;
  doors: Doors;
  isListed: boolean;
  isLater: boolean;
  /** Value of an input of type `datetime-local`. */
  startsAt: string;
  /** Coordinates, or a link to a map that does not hold them. */
  coordinates: string;
  radiusM: number;
  /** The position that was entered; the plan stays centered on it while the circle is moved. */
  given: Position | null;
};

export type Field = 'title' | 'startsAt' | 'coordinates';
export type OpeningState =
  | { state: 'drafting'; wrong: readonly Field[]; refusal: Explanation | null }
  | { state: 'sending' }
  | { state: 'opened'; own: OwnEvent };

export type Opening = {
  draft: Value<Draft>;
  state: Value<OpeningState>;
  /** State of the request for the device's position. */
  placing: Value<'idle' | 'asking' | NoPlace>;
  change(part: Partial<Draft>): void;
  /** The circle was moved on the plan; `given` stays. */
  moveTo(position: Position): void;
  placeHere(): Promise<void>;
  send(): Promise<void>;
  /** Back to an empty form. */
  reset(): void;
};

const blank = (): Draft => ({
  title: '',
  doors: 'open',
  isListed: true,
  isLater: false,
  startsAt: soon(Date.now()),
  coordinates: '',
  radiusM: defaultRadiusM,
  given: null,
});

const drafting: OpeningState = { state: 'drafting', wrong: [], refusal: null };

/** When the event starts, ms; null if that is no date, or too far ahead for the server. */
export function startOf({ startsAt }: Pick<Draft, 'startsAt'>): number | null {
  const { data } = instantSchema.safeParse(Date.parse(startsAt));
  return data !== undefined && data < Date.now() + furthestAheadMs ? data : null;
}

/** A place that was given, or none; null while it cannot be read. */
function positionOf(coordinates: string): Position | null {
  const place = placeIn(coordinates);
  return place === 'unresolved' ? null : place;
}

/** A link is replaced by its coordinates: it is long, and says nothing to people. `geo:` may still be typed. */
function written(text: string): string {
  const place = text.includes('/') ? placeIn(text) : null;
  return place && place !== 'unresolved' ? writeCoordinates(place) : text;
}

function wrongFields({ title, isLater, startsAt, coordinates }: Draft): Field[] {
  const isWrong: Record<Field, boolean> = {
    title: !titleSchema.safeParse(title).success,
    startsAt: isLater && startOf({ startsAt }) === null,
    coordinates: coordinates.trim() !== '' && !positionOf(coordinates),
  };
  return (['title', 'startsAt', 'coordinates'] as const).filter((field) => isWrong[field]);
}

function eventOf({ title, doors, isListed, isLater, startsAt, coordinates, radiusM }: Draft): NewEvent {
  const position = positionOf(coordinates);
  const start = isLater ? startOf({ startsAt }) : null;
  return {
    title: title.trim(),
    doors,
    listed: isListed,
    ...(start === null ? {} : { startsAt: start }),
    ...(position ? { venue: { ...position, radiusM } } : {}),
  };
}

/** State of the form that opens an event: draft, request, result. */
export function createOpening(ownEvents: OwnEvents): Opening {
  const draft = createValue(blank());
  const state = createValue<OpeningState>(drafting);
  const placing = createValue<'idle' | 'asking' | NoPlace>('idle');

  const change = (part: Partial<Draft>) => {
    const coordinates = part.coordinates === undefined ? undefined : written(part.coordinates);
    const place = coordinates === undefined ? {} : { coordinates, given: positionOf(coordinates) };
    draft.change((now) => ({ ...now, ...part, ...place }));
    const now = state.get();
    // While typing, errors disappear once corrected, but no new ones appear.
    if (now.state !== 'drafting') return;
    const still = wrongFields(draft.get());
    state.set({ ...now, wrong: now.wrong.filter((field) => still.includes(field)) });
  };

  return {
    draft,
    state,
    placing,
    change,
    moveTo: (position) => draft.change((now) => ({ ...now, coordinates: writeCoordinates(position) })),
    async placeHere() {
      placing.set('asking');
      try {
        change({ coordinates: writeCoordinates(await findPosition({ isFine: true })) });
        placing.set('idle');
      } catch (fault) {
        placing.set(noPlaceIn(fault));
      }
    },
    async send() {
      if (state.get().state === 'sending') return;
      const wrong = wrongFields(draft.get());
      if (wrong.length > 0) return state.set({ state: 'drafting', wrong, refusal: null });
      state.set({ state: 'sending' });
      try {
        const opened = await rest.openEvent(eventOf(draft.get()));
        state.set({ state: 'opened', own: ownEvents.remember(opened) });
        draft.set(blank());
      } catch (fault) {
        state.set({ state: 'drafting', wrong: [], refusal: requestFaultInWords(fault) });
      }
    },
    reset: () => state.set(drafting),
  };
}
