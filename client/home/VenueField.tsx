import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { FieldNote } from './FieldNote.tsx';
import type { Draft, Opening } from './opening.ts';
import { placeIn } from './placeIn.ts';
import { radiusOfStep, radiusSteps, stepOfRadius } from './radius.ts';
import { VenuePicker } from './VenuePicker.tsx';

function Radius({ radiusM, onRadius }: { radiusM: number; onRadius(radiusM: number): void }) {
  const text = words.home.distance(radiusM);
  return (
    <label className="field radius-field">
      <span className="field-name">
        {words.home.radius} <output>{text}</output>
      </span>
      <input
        type="range"
        min={0}
        max={radiusSteps}
        value={stepOfRadius(radiusM)}
        aria-valuetext={text}
        onChange={({ target }) => onRadius(radiusOfStep(target.valueAsNumber))}
      />
    </label>
  );
}

function UseMyPlace({ opening }: { opening: Opening }) {
  const placing = useValue(opening.placing);
  const isAsking = placing === 'asking';
  return (
    <>
      <button
        type="button"
        className="field-tool"
        disabled={isAsking}
        aria-label={isAsking ? undefined : words.home.useMyPlace}
        onClick={() => void opening.placeHere()}
      >
        <Icon name="near" />
        <span>{isAsking ? words.home.finding : words.home.myPlace}</span>
      </button>
      {placing !== 'idle' && placing !== 'asking' && <FieldNote isWrong text={words.home.noPlace[placing]} />}
    </>
  );
}

/** Characters; Google's links with directions are about 500 long. */
const longestLink = 4_000;

type Props = { opening: Opening; draft: Draft; isWrong: boolean };

/** Optional coordinates of the venue, typed or taken from a pasted link, with a plan to adjust them once they are valid. */
export function VenueField({ opening, draft, isWrong }: Props) {
  const { coordinates, given, radiusM } = draft;
  const place = placeIn(coordinates);
  // Known as soon as it is pasted, and no typing mends it.
  const isUnresolved = place === 'unresolved';
  const note = isUnresolved ? words.home.placeUnresolved : isWrong ? words.home.placeWrong : words.home.placeHint;
  const onRadius = (radius: number) => opening.change({ radiusM: radius });
  return (
    <div className="venue-field">
      <div className="field">
        <label className="field-name" htmlFor="venue">
          {words.home.place} <small>{words.home.optional}</small>
        </label>
        <div className="field-row">
          <input
            id="venue"
            type="text"
            inputMode="text"
            autoComplete="off"
            spellCheck={false}
            maxLength={longestLink}
            placeholder={words.home.placeExample}
            value={coordinates}
            aria-invalid={isWrong || isUnresolved}
            aria-describedby="venue-note"
            onChange={({ target }) => opening.change({ coordinates: target.value })}
          />
          <UseMyPlace opening={opening} />
        </div>
        <FieldNote id="venue-note" isWrong={isWrong || isUnresolved} text={note} />
      </div>
      {place && place !== 'unresolved' && given && (
        <>
          <Radius radiusM={radiusM} onRadius={onRadius} />
          <VenuePicker given={given} centre={place} radiusM={radiusM} onMove={opening.moveTo} onRadius={onRadius} />
        </>
      )}
    </div>
  );
}
