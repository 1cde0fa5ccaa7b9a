import './Wall.css';
import { type ReactNode, useEffect } from 'react';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { Each } from '../../ui/Each.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { ModeratorCommands } from '../state/moderatorCommands.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder, type Section, sections } from '../state/wallOrder.ts';
import { Card } from './Card.tsx';

type Props = { state: ModerateState; commands: ModeratorCommands };

/** Ages need no precision of a second. */
const tickMs = 5_000;

/** Requests stills of all perspectives with a picture. During a blackout not even the last still is kept. */
function useStills({ wall, session: { watch } }: ModerateState) {
  const wanted = readingOrder(wall)
    .filter((each) => !['blackout', 'removed', 'banned'].includes(effectiveStateOf(each)) && each.media.video)
    .map(({ id }) => id)
    .join();
  useEffect(() => watch.stills.want(wanted ? wanted.split(',') : []), [watch, wanted]);
  useEffect(() => () => watch.stills.want([]), [watch]);
}

function Part({ state, commands, section, nowMs, act }: Props & { section: Section; nowMs: number; act?: ReactNode }) {
  const { wall, choice, figures, rights, session } = state;
  const pending = useValue(session.decisions.pending);
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
              stills={session.watch.stills}
              status={figures.status.get(perspective.id)}
              reported={figures.reports.get(perspective.id)}
              nowMs={nowMs}
              isChosen={choice.chosen?.id === perspective.id}
              isStop={choice.chosen?.id === perspective.id}
              isPending={pending.has(perspective.id)}
              mayCurate={rights.includes('curate')}
              mayOrder={rights.includes('run')}
              onChoose={choice.choose}
              onAction={commands.act}
              onMoveTo={commands.moveTo}
            />
          </Each>
        ))}
      </ul>
    </section>
  );
}

/** All perspectives as stills, waiting ones first. */
export function Wall({ state, commands }: Props) {
  const { wall, rights, session } = state;
  const nowMs = useNow(state.session.watch.sync.clock.wallNow, tickMs);
  useStills(state);
  const letAllIn = wall.waiting.length > 1 && rights.includes('curate') && (
    <button type="button" className="pill wall-all" onClick={() => void session.actions.letAllIn(wall.waiting)}>
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
            commands={commands}
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
