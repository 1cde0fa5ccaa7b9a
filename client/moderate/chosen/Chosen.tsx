import './Chosen.css';
import { useMemo } from 'react';
import type { Perspective } from '../../../shared/domain.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useValue } from '../../useValue.ts';
import { useScene } from '../../viewing/useScene.ts';
import { words } from '../../words/words.ts';
import type { Acts } from '../state/actions.ts';
import { ageOf } from '../state/facts.ts';
import { movesOf } from '../state/moves.ts';
import type { RoomState } from '../state/useModerateState.ts';
import { useNow } from '../state/useNow.ts';
import { readingOrder } from '../state/wallOrder.ts';
import { ChosenFacts } from './ChosenFacts.tsx';
import { ChosenPicture } from './ChosenPicture.tsx';
import { MoveBar } from './MoveBar.tsx';
import { Why } from './Why.tsx';

type Props = { state: RoomState; acts: Acts };

const tickMs = 5_000;

function Order({ state, acts, perspective }: Props & { perspective: Perspective }) {
  const at = state.wall.inside.findIndex(({ id }) => id === perspective.id);
  if (at < 0 || state.wall.inside.length < 2 || !state.rights.includes('run')) return null;
  return (
    <div className="chosen-order">
      <button
        type="button"
        aria-label={words.moderate.earlier}
        title={words.moderate.earlier}
        disabled={at === 0}
        onClick={() => acts.shift(-1)}
      >
        <Icon name="previous" />
      </button>
      <button
        type="button"
        aria-label={words.moderate.later}
        title={words.moderate.later}
        disabled={at === state.wall.inside.length - 1}
        onClick={() => acts.shift(1)}
      >
        <Icon name="next" />
      </button>
    </div>
  );
}

function Heading({ state, acts, perspective }: Props & { perspective: Perspective }) {
  const nowMs = useNow(state.room.session, tickMs);
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
      <Order state={state} acts={acts} perspective={perspective} />
      <button type="button" className="chosen-close" aria-label={words.ui.close} onClick={state.choice.close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** The perspective that is looked at: live and large, what is known of it, and all that can be done. */
export function Chosen({ state, acts }: Props) {
  const { choice, figures, room, rights, why, setWhy, heard, setHeard, event, wall } = state;
  const { chosen } = choice;
  const moving = useValue(room.making.moving);
  const all = useMemo(() => readingOrder(wall), [wall]);
  const { describe } = useScene(event, all, all);
  if (!chosen) return null;
  const reported = figures.reports.get(chosen.id);
  return (
    <section className="chosen" aria-label={words.moderate.chosen} data-open={choice.isOpen} data-chosen-id={chosen.id}>
      <ChosenPicture perspective={chosen} session={room.session} isHeard={heard === chosen.id} onHear={setHeard} />
      <div className="chosen-below">
        <Heading state={state} acts={acts} perspective={chosen} />
        {rights.includes('curate') && (
          <>
            <MoveBar
              moves={movesOf(chosen, reported !== undefined)}
              perspective={chosen}
              isMoving={moving.has(chosen.id)}
              onMove={acts.act}
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
