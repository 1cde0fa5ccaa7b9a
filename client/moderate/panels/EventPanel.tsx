import { useId } from 'react';
import { doorsSchema, type Event } from '../../../shared/domain.ts';
import { Choice } from '../../ui/Choice.tsx';
import { words } from '../../words/words.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { useOptimisticChoice } from '../state/useOptimisticChoice.ts';
import { AccessLinks } from './AccessLinks.tsx';
import { OpeningView } from './OpeningView.tsx';
import { YourName } from './YourName.tsx';

type Props = { state: ModerateState; event: Event };

/** Choices for slow mode (seconds) and for the report threshold; 0 is off. */
const slowness = [0, 5, 15, 30, 60, 300];
const thresholds = [0, 1, 2, 3, 5, 10, 25];

const withOwn = (suggestions: readonly number[], own: number) =>
  [...new Set([...suggestions, own])].sort((a, b) => a - b);

function Doors({ state: { session, rights }, event }: Props) {
  const [is, choose] = useOptimisticChoice(event.doors, session.actions.setDoors);
  const { doors, doorsNames, doorsHints } = words.moderate;
  return (
    <Choice
      legend={doors}
      options={doorsSchema.options.map((value) => ({ value, text: doorsNames[value], hint: doorsHints[value] }))}
      chosen={is}
      isDisabled={event.endsAt !== null || !rights.includes('run')}
      onChoose={choose}
    />
  );
}

type RuleProps = {
  name: string;
  suggestions: readonly number[];
  value: number;
  isDisabled: boolean;
  inWords(value: number): string;
  onChange(value: number): Promise<unknown>;
};

function Rule({ name, suggestions, value, isDisabled, inWords, onChange }: RuleProps) {
  const id = useId();
  const [is, choose] = useOptimisticChoice(value, onChange);
  return (
    <div className="panel-row">
      <label htmlFor={id}>{name}</label>
      <select id={id} value={is} disabled={isDisabled} onChange={({ target }) => choose(Number(target.value))}>
        {withOwn(suggestions, is).map((each) => (
          <option key={each} value={each}>
            {inWords(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Rules({ state: { session, rights }, event }: Props) {
  const texts = words.moderate;
  const isDisabled = !rights.includes('run');
  return (
    <section className="panel-part" aria-label={texts.rules}>
      <h3>{texts.rules}</h3>
      <Rule
        name={texts.slow}
        suggestions={slowness}
        value={event.slowSeconds}
        isDisabled={isDisabled}
        inWords={(s) => (s === 0 ? texts.slowOff : texts.slowEvery(s))}
        onChange={(slowSeconds) => session.actions.setRules({ slowSeconds })}
      />
      <Rule
        name={texts.threshold}
        suggestions={thresholds}
        value={event.reportThreshold ?? 0}
        isDisabled={isDisabled}
        inWords={(n) => (n === 0 ? texts.thresholdOff : texts.thresholdAt(n))}
        onChange={(reportThreshold) => session.actions.setRules({ reportThreshold })}
      />
    </section>
  );
}

/** Settings of the event itself. */
export function EventPanel({ state }: { state: ModerateState }) {
  const { event, rights, setDialog } = state;
  if (!event) return null;
  const isOver = event.endsAt !== null;
  return (
    <>
      {isOver && (
        <p className="panel-outcome">
          <strong>{words.moderate.over}</strong> {words.moderate.overMeans}
        </p>
      )}
      <section className="panel-part">
        <Doors state={state} event={event} />
      </section>
      <OpeningView state={state} event={event} />
      <Rules state={state} event={event} />
      <AccessLinks state={state} event={event} />
      <YourName session={state.session} />
      {!isOver && rights.includes('run') && (
        <section className="panel-part">
          <button type="button" className="panel-grave" onClick={() => setDialog({ is: 'end' })}>
            {words.moderate.end}
          </button>
        </section>
      )}
    </>
  );
}
