import './Wall.css';
import { type ReactNode, useEffect } from 'react';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { Each } from '../../ui/Each.tsx';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { Acts } from '../state/actions.ts';
import type { RoomState } from '../state/useModerateState.ts';
import { useNow } from '../state/useNow.ts';
import { readingOrder, type Section, sections } from '../state/wallOrder.ts';
import { Card } from './Card.tsx';

type Props = { state: RoomState; acts: Acts };

/** Ages are read, not measured. */
const tickMs = 5_000;

/** Stills of all whose picture a moderator may have; of a blackout not even the last one is kept. */
function useStills({ wall, room: { session } }: RoomState) {
  const wanted = readingOrder(wall)
    .filter((each) => !['blackout', 'removed', 'banned'].includes(effectiveStateOf(each)) && each.media.video)
    .map(({ id }) => id)
    .join();
  useEffect(() => session.stills.want(wanted ? wanted.split(',') : []), [session, wanted]);
  useEffect(() => () => session.stills.want([]), [session]);
}

function Part({ state, acts, section, nowMs, act }: Props & { section: Section; nowMs: number; act?: ReactNode }) {
  const { wall, choice, figures, rights, room } = state;
  const moving = useValue(room.making.moving);
  const all = wall[section];
  const name = words.moderate.sections[section];
  const none = section === 'waiting' ? words.moderate.nobodyWaits : words.moderate.nobodyInside;
  return (
    <section className="wall-part" data-part={section} aria-label={name}>
      <header>
        <h2>
          {name} <span className="wall-count">{all.length}</span>
        </h2>
        {act}
      </header>
      {all.length === 0 && <p className="wall-none">{none}</p>}
      <ul>
        {all.map((perspective) => (
          <Each key={perspective.id} of={perspective}>
            <Card
              perspective={perspective}
              section={section}
              stills={room.session.stills}
              status={figures.status.get(perspective.id)}
              reported={figures.reports.get(perspective.id)}
              nowMs={nowMs}
              isChosen={choice.chosen?.id === perspective.id}
              isStop={choice.chosen?.id === perspective.id}
              isMoving={moving.has(perspective.id)}
              mayCurate={rights.includes('curate')}
              mayOrder={rights.includes('run')}
              onChoose={choice.choose}
              onMove={acts.act}
              onPlace={acts.place}
            />
          </Each>
        ))}
      </ul>
    </section>
  );
}

/** All perspectives as stills, those who wait first. */
export function Wall({ state, acts }: Props) {
  const { wall, rights, room } = state;
  const nowMs = useNow(state.room.session, tickMs);
  useStills(state);
  const letAllIn = wall.waiting.length > 1 && rights.includes('curate') && (
    <button type="button" className="wall-all" onClick={() => void room.moderating.letAllIn(wall.waiting)}>
      {words.moderate.letAllIn}
    </button>
  );
  return (
    <div className="wall">
      {sections
        .filter((section) => section === 'waiting' || section === 'inside' || wall[section].length > 0)
        .map((section) => (
          <Part
            key={section}
            state={state}
            acts={acts}
            section={section}
            nowMs={nowMs}
            act={section === 'waiting' && letAllIn}
          />
        ))}
      <p className="unseen" role="status">
        {wall.waiting.length > 0 && words.moderate.waitingCount(wall.waiting.length)}
      </p>
    </div>
  );
}
