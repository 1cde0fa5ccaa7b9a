import { type FormEvent, useEffect, useRef } from 'react';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { FieldNote } from './FieldNote.tsx';
import { type Draft, type Field, type Opening, startOf } from './opening.ts';
import { VenueField } from './VenueField.tsx';
import { dateAndTimeOf, zoneAt } from './when.ts';

type FieldProps = { draft: Draft; isWrong: boolean; onChange(part: Partial<Draft>): void };

function Title({ draft, isWrong, onChange }: FieldProps) {
  return (
    <div className="field">
      <label className="field-name" htmlFor="title">
        {words.home.titleOf}
      </label>
      <input
        id="title"
        type="text"
        autoComplete="off"
        enterKeyHint="done"
        maxLength={80}
        placeholder={words.home.titleExample}
        value={draft.title}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'title-note' : undefined}
        onChange={({ target }) => onChange({ title: target.value })}
      />
      {isWrong && <FieldNote id="title-note" isWrong text={words.home.titleMissing} />}
    </div>
  );
}

/** What the browser makes of the field: its own notation, and hours that daylight saving skips, may mislead. */
function SetFor({ startsAt }: { startsAt: number }) {
  const when = dateAndTimeOf(startsAt, Date.now());
  return (
    <p className="field-note" id="start-note" role="status">
      {startsAt > Date.now() ? words.home.setFor(when, zoneAt(startsAt)) : words.home.setForPast(when)}
    </p>
  );
}

function Start({ draft, isWrong, onChange }: FieldProps) {
  const startsAt = draft.isLater ? startOf(draft) : null;
  return (
    <div className="start-field">
      <Choice
        legend={words.home.start}
        options={[
          { value: 'now', text: words.home.startNow },
          { value: 'later', text: words.home.startLater },
        ]}
        chosen={draft.isLater ? 'later' : 'now'}
        onChoose={(chosen) => onChange({ isLater: chosen === 'later' })}
      />
      {draft.isLater && (
        <div className="field">
          <input
            type="datetime-local"
            aria-label={words.home.startAt}
            value={draft.startsAt}
            aria-invalid={isWrong}
            aria-describedby="start-note"
            onChange={({ target }) => onChange({ startsAt: target.value })}
          />
          {startsAt !== null && <SetFor startsAt={startsAt} />}
          {isWrong && <FieldNote id="start-note" isWrong text={words.home.startWrong} />}
        </div>
      )}
    </div>
  );
}

/** Only the title is required. */
export function EventForm({ opening }: { opening: Opening }) {
  const draft = useValue(opening.draft);
  const state = useValue(opening.state);
  const form = useRef<HTMLFormElement>(null);
  const wrong = state.state === 'drafting' ? state.wrong : [];
  const isWrong = (field: Field) => wrong.includes(field);
  const isSending = state.state === 'sending';
  const firstWrong = wrong[0];
  useEffect(() => {
    if (firstWrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [firstWrong]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void opening.send();
  };
  return (
    <form className="event-form" ref={form} noValidate onSubmit={submit}>
      <div className="event-form-fields">
        <Title draft={draft} isWrong={isWrong('title')} onChange={opening.change} />
        <Choice
          legend={words.home.doors}
          options={[
            { value: 'open', text: words.home.doorsOpen, hint: words.home.doorsOpenHint },
            { value: 'held', text: words.home.doorsHeld, hint: words.home.doorsHeldHint },
          ]}
          chosen={draft.doors}
          onChoose={(doors) => opening.change({ doors })}
        />
        <Choice
          legend={words.home.findable}
          options={[
            { value: 'everyone', text: words.home.findEveryone, hint: words.home.findEveryoneHint },
            { value: 'link', text: words.home.findByLink, hint: words.home.findByLinkHint },
          ]}
          chosen={draft.isListed ? 'everyone' : 'link'}
          onChoose={(chosen) => opening.change({ isListed: chosen === 'everyone' })}
        />
        <Start draft={draft} isWrong={isWrong('startsAt')} onChange={opening.change} />
        <VenueField opening={opening} draft={draft} isWrong={isWrong('coordinates')} />
      </div>
      <footer className="event-form-end">
        {state.state === 'drafting' && state.refusal && <Notice what={state.refusal} />}
        <button type="submit" className="button" disabled={isSending}>
          {isSending ? words.home.openingNow : words.home.openIt}
        </button>
      </footer>
    </form>
  );
}
