import type { PlaceKeeper } from '../camera/place.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { LiveSheet } from './LiveSheet.tsx';

const precisions = ['off', 'area', 'exact'] as const;

/** Lets the spectator choose how precisely the place is shared, and says who sees it. */
export function PlaceSheet({ place, onClose }: { place: PlaceKeeper; onClose(): void }) {
  const choice = useValue(place.choice);
  const state = useValue(place.state);
  const { placeTitle, precision, precisionHint, placeState } = words.live;
  return (
    <LiveSheet heading={placeTitle} onClose={onClose}>
      <fieldset className="live-options" aria-label={placeTitle}>
        {precisions.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="precision"
              value={each}
              checked={each === choice}
              onChange={() => place.choose(each)}
            />
            <span>
              <strong>{precision[each]}</strong>
              {precisionHint[each]}
            </span>
          </label>
        ))}
      </fieldset>
      <p className="live-sheet-state" role="status" data-is={state.is}>
        {placeState[state.is]}
      </p>
    </LiveSheet>
  );
}
