import { type FormEvent, useEffect, useId, useState } from 'react';
import { labelSchema } from '../../../shared/domain.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { ModerateSession } from '../session/moderateSession.ts';

const longest = 40;

/** The name that other moderators see in the log. */
export function YourName({ session }: { session: ModerateSession }) {
  const known = useValue(session.identity.me)?.name ?? '';
  const [name, setName] = useState(known);
  useEffect(() => setName(known), [known]);
  const id = useId();
  const chosen = labelSchema.safeParse(name).data ?? '';
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (chosen !== known) session.setName(chosen);
  };
  return (
    <section className="panel-part">
      <form onSubmit={save}>
        <h3>
          <label htmlFor={id}>{words.moderate.yourName}</label>
        </h3>
        <p>{words.moderate.yourNameHint}</p>
        <div className="panel-copy">
          <input
            id={id}
            type="text"
            maxLength={longest}
            autoComplete="nickname"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" className="panel-button" disabled={chosen === known}>
            {words.moderate.save}
          </button>
        </div>
      </form>
    </section>
  );
}
