import { useState } from 'react';
import type { Event } from '../../../shared/domain.ts';
import { pages } from '../../../shared/restApi.ts';
import { allRights, type Right } from '../../../shared/rights.ts';
import { useShareLink } from '../../ui/useShareLink.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { LinkField } from './LinkField.tsx';

type Props = { state: ModerateState; event: Event };

type RightsProps = { own: readonly Right[]; chosen: readonly Right[]; onChange(rights: readonly Right[]): void };

function Rights({ own, chosen, onChange }: RightsProps) {
  return (
    <fieldset className="panel-checks">
      <legend className="unseen">{words.moderate.linkModerate}</legend>
      {allRights
        .filter((right) => own.includes(right))
        .map((right) => (
          <label key={right}>
            <input
              type="checkbox"
              checked={chosen.includes(right)}
              onChange={({ target: { checked } }) =>
                onChange(checked ? [...chosen, right] : chosen.filter((each) => each !== right))
              }
            />
            {words.moderate.rights[right]}
          </label>
        ))}
    </fieldset>
  );
}

/** A link for another moderator with the chosen rights. A change of rights needs a new link. */
function ForModerators({ state }: { state: ModerateState }) {
  const { session, rights, setDialog } = state;
  const texts = words.moderate;
  const [chosen, setChosen] = useState<readonly Right[]>(() => rights.filter((right) => right !== 'links'));
  const [link, setLink] = useState<{ href: string; of: string } | null>(null);
  const isPending = useValue(session.decisions.pending).has('links');
  // A link made before the last rotation is no longer valid.
  const valid = useValue(session.identity.link);
  const makeLink = async () => {
    const href = await session.shareLink(chosen);
    if (href) setLink({ href, of: session.identity.link.get() });
  };
  const shown = link?.of === valid ? link.href : null;
  return (
    <div className="panel-link">
      <h4>{texts.linkModerate}</h4>
      <p>{texts.linkModerateHint}</p>
      <Rights
        own={rights}
        chosen={chosen}
        onChange={(next) => {
          setChosen(next);
          setLink(null);
        }}
      />
      {shown ? (
        <LinkField name={texts.linkModerate} link={shown} isOpen />
      ) : (
        <button
          type="button"
          className="panel-button"
          disabled={isPending || chosen.length === 0}
          onClick={() => void makeLink()}
        >
          {texts.makeLink}
        </button>
      )}
      {allRights.every((right) => rights.includes(right)) && (
        <button type="button" className="panel-grave" onClick={() => setDialog({ is: 'rotate' })}>
          {texts.rotate}
        </button>
      )}
    </div>
  );
}

/** The event's links, for viewers, phones and other moderators. */
export function AccessLinks({ state, event }: Props) {
  const texts = words.moderate;
  return (
    <section className="panel-part" aria-label={texts.links}>
      <h3>{texts.links}</h3>
      <div className="panel-link">
        <h4>{texts.linkWatch}</h4>
        <LinkField name={texts.linkWatch} link={useShareLink(pages.watch(event.id))} />
      </div>
      <div className="panel-link">
        <h4>{texts.linkFilm}</h4>
        <LinkField name={texts.linkFilm} link={useShareLink(pages.live(event.id))} />
      </div>
      {state.rights.includes('links') && <ForModerators state={state} />}
    </section>
  );
}
