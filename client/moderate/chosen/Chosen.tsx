import './Chosen.css';
import { useMemo } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useValue } from '../../useValue.ts';
import { useScene } from '../../viewing/useScene.ts';
import { words } from '../../words/words.ts';
import type { ModeratorCommands } from '../state/moderatorCommands.ts';
import { offeredActions } from '../state/offeredActions.ts';
import { ageOf } from '../state/perspectiveInWords.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder } from '../state/wallOrder.ts';
import { ActionBar } from './ActionBar.tsx';
import { ChosenFacts } from './ChosenFacts.tsx';
import { ChosenPicture } from './ChosenPicture.tsx';
import { Why } from './Why.tsx';

type Props = { state: ModerateState; commands: ModeratorCommands };

const tickMs = 5_000;

function Order({ state, commands, perspective }: Props & { perspective: Perspective }) {
  const at = state.wall.inside.findIndex(({ id }) => id === perspective.id);
  if (at < 0 || state.wall.inside.length < 2 || !state.rights.includes('run')) return null;
  return (
    <div className="chosen-order">
      <button
        type="button"
        aria-label={words.moderate.earlier}
        title={words.moderate.earlier}
        disabled={at === 0}
        onClick={() => commands.shift(-1)}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        aria-label={words.moderate.later}
        title={words.moderate.later}
        disabled={at === state.wall.inside.length - 1}
        onClick={() => commands.shift(1)}
      >
        <Icon name="next" />
      </button>
    </div>
  );
}

function Heading({ state, commands, perspective }: Props & { perspective: Perspective }) {
  const nowMs = useNow(state.session.watch.sync.clock.wallNow, tickMs);
  const { curation, state: is } = perspective;
  return (
    <header className="chosen-heading">
      <h2>
        {curation.featured && <Icon name="star" />}
        <span>{nameOf(perspective)}</span>
        {curation.trusted && (
          <span className="chosen-trusted" title={words.moderate.trusted}>
            <Icon name="moderate" />
            <span className="unseen">{words.moderate.trusted}</span>
          </span>
        )}
      </h2>
      {is !== 'gone' && <span className="chosen-age">{ageOf(perspective, nowMs)}</span>}
      <Order state={state} commands={commands} perspective={perspective} />
      <button type="button" className="chosen-close" aria-label={words.ui.close} onClick={state.choice.close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** The chosen perspective: its live picture, the actions, and what is known about it. */
export function Chosen({ state, commands }: Props) {
  const { choice, figures, session, rights, why, setWhy, heard, setHeard, event, wall } = state;
  const { chosen } = choice;
  const pending = useValue(session.decisions.pending);
  const all = useMemo(() => readingOrder(wall), [wall]);
  const { describe } = useScene(event, all, all);
  if (!chosen) return null;
  const reported = figures.reports.get(chosen.id);
  return (
    <section className="chosen" aria-label={words.moderate.chosen} data-open={choice.isOpen} data-chosen-id={chosen.id}>
      <ChosenPicture perspective={chosen} session={session.watch} isHeard={heard === chosen.id} onHear={setHeard} />
      <div className="chosen-below">
        <Heading state={state} commands={commands} perspective={chosen} />
        {rights.includes('curate') && (
          <>
            <ActionBar
              actions={offeredActions(chosen, reported !== undefined)}
              perspective={chosen}
              isPending={pending.has(chosen.id)}
              onAction={commands.act}
            />
            <Why why={why} onChange={setWhy} />
          </>
        )}
        <ChosenFacts
          perspective={chosen}
          status={figures.status.get(chosen.id)}
          reported={reported}
          place={describe.place(chosen.id)}
        />
      </div>
    </section>
  );
}
