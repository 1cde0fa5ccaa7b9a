import './CoveragePanel.css';
import { useMemo } from 'react';
import { type Cover, type Coverage, coverageOf, type Sector } from '../../../shared/coverage.ts';
import type { Event, Perspective, Position } from '../../../shared/domain.ts';
import { compass, type Direction, directionOf } from '../../../shared/geo.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VenuePlan } from '../../venue/VenuePlan.tsx';
import { useScene } from '../../viewing/useScene.ts';
import { words } from '../../words/words.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { CoverageRing } from './CoverageRing.tsx';

/** Fewer places do not give a useful centre. */
const minPlaces = 3;

function centreOf(placed: readonly Position[]): Position | null {
  if (placed.length < minPlaces) return null;
  const mean = (side: keyof Position) => placed.reduce((sum, each) => sum + each[side], 0) / placed.length;
  return { latitude: mean('latitude'), longitude: mean('longitude') };
}

function coverage(event: Event, waiting: readonly Perspective[], inside: readonly Perspective[]): Coverage | null {
  const viewOf =
    (isWaiting: boolean) =>
    ({ id, place }: Perspective) =>
      place ? [{ id, place, isWaiting }] : [];
  const views = [...inside.flatMap(viewOf(false)), ...waiting.flatMap(viewOf(true))];
  const centre = event.venue ?? centreOf(views.map(({ place }) => place));
  return centre && views.length > 0 ? coverageOf(centre, views) : null;
}

/** Which of the eight compass directions are covered like this, by the sector nearest to each. */
function sidesWith(sectors: readonly Sector[], cover: Cover): string[] {
  const at = (index: number) => sectors[Math.round((index * sectors.length) / compass.length) % sectors.length];
  return compass.filter((_, index) => at(index)?.cover === cover).map((side: Direction) => words.watch.sides[side]);
}

function Sides({ sectors }: { sectors: readonly Sector[] }) {
  const texts = words.moderate;
  const [open, thin] = [sidesWith(sectors, 'none'), sidesWith(sectors, 'thin')];
  return (
    <div className="coverage-sides">
      {open.length + thin.length === 0 && <p>{texts.allCovered}</p>}
      {open.length > 0 && <p>{texts.openSides(texts.and(open))}</p>}
      {thin.length > 0 && <p>{texts.thinSides(texts.and(thin))}</p>}
      <ul className="coverage-legend">
        {(['well', 'thin', 'none'] as const).map((cover) => (
          <li key={cover} data-cover={cover}>
            {texts.covers[cover]}
          </li>
        ))}
      </ul>
    </div>
  );
}

type SuggestionProps = { text: string; kind: 'adds' | 'alike'; onPick(): void };

function Suggestion({ text, kind, onPick }: SuggestionProps) {
  return (
    <li>
      <button type="button" className="suggestion" data-suggests={kind} onClick={onPick}>
        <Icon name={kind === 'adds' ? 'plus' : 'copy'} />
        {text}
      </button>
    </li>
  );
}

type SuggestionsProps = { found: Coverage; nameOf(id: string): string; hasWaiting: boolean; onPick(id: string): void };

function Suggestions({ found, nameOf, hasWaiting, onPick }: SuggestionsProps) {
  const texts = words.moderate;
  const { additions, alike } = found;
  if (!hasWaiting && additions.length === 0 && alike.length === 0) return null;
  return (
    <section className="panel-part" aria-label={texts.suggestions}>
      <h3>{texts.suggestions}</h3>
      {hasWaiting && additions.length === 0 && <p>{texts.noSuggestions}</p>}
      <ul className="suggestions">
        {additions.map(({ id, at }) => (
          <Suggestion
            key={id}
            kind="adds"
            text={texts.adds(nameOf(id), words.watch.sides[directionOf(at)])}
            onPick={() => onPick(id)}
          />
        ))}
        {alike.map(({ ids: [a, b], isSure }) => (
          <Suggestion
            key={`${a} ${b}`}
            kind="alike"
            text={(isSure ? texts.alike : texts.maybeAlike)(nameOf(a), nameOf(b))}
            onPick={() => onPick(b)}
          />
        ))}
      </ul>
    </section>
  );
}

/** From which sides the event is filmed, and which waiting perspectives would add one. It only suggests. */
export function CoveragePanel({ state }: { state: ModerateState }) {
  const { event, wall, choice, show } = state;
  const here = useMemo(() => [...wall.inside, ...wall.waiting], [wall]);
  const { scene, describe } = useScene(event, here, here);
  const found = useMemo(() => event && coverage(event, wall.waiting, wall.inside), [event, wall]);
  const unplaced = here.filter(({ place }) => !place).length;
  return (
    <>
      <div className="coverage-plan">
        <VenuePlan
          scene={scene}
          nameOf={describe.name}
          describe={describe.marker}
          focus={choice.chosen?.id ?? null}
          heard={null}
          onPick={show}
        />
        {found && <CoverageRing sectors={found.sectors} />}
      </div>
      {found ? (
        <>
          <Sides sectors={found.sectors} />
          {!event?.venue && <p className="panel-none">{words.moderate.noVenue}</p>}
          <Suggestions
            found={found}
            nameOf={describe.name}
            hasWaiting={wall.waiting.some(({ place }) => place)}
            onPick={show}
          />
        </>
      ) : (
        <p className="panel-none">{words.moderate.noCoverage}</p>
      )}
      {unplaced > 0 && <p className="panel-none">{words.moderate.unplaced(unplaced)}</p>}
    </>
  );
}
