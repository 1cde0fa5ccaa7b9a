import './Why.css';
import { useId } from 'react';
import { reasonSchema } from '../../../shared/domain.ts';
import { words } from '../../words/words.ts';

type Props = { why: string; onChange(why: string): void };

/** Longest reason that the curation log accepts. */
const longest = 200;

/** The reason for the next action: free text, or a common one by a press. */
export function Why({ why, onChange }: Props) {
  const hint = useId();
  return (
    <div className="why">
      <input
        className="why-field"
        type="text"
        maxLength={longest}
        autoComplete="off"
        enterKeyHint="done"
        aria-label={words.moderate.why}
        aria-describedby={hint}
        placeholder={words.moderate.why}
        value={why}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          // Enter ends the text; the action needs a press of its own.
          if (event.key === 'Enter') event.preventDefault();
          event.currentTarget.blur();
        }}
        onBlur={() => onChange(reasonSchema.safeParse(why).data ?? '')}
      />
      <div className="why-chips">
        {words.moderate.whys.map((suggestion) => (
          <button
            key={suggestion}
            type="button"
            aria-pressed={why === suggestion}
            onClick={() => onChange(why === suggestion ? '' : suggestion)}
          >
            {suggestion}
          </button>
        ))}
      </div>
      <p id={hint} className="unseen">
        {words.moderate.whyHint}
      </p>
    </div>
  );
}
