import './CurationPanel.css';
import { type ReactNode, useMemo } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { lineOf } from './line.ts';
import type { Moderation } from './moderation.ts';
import { PerspectiveRow } from './PerspectiveRow.tsx';
import type { OnMove } from './TileMoves.tsx';
import { useNow } from './useNow.ts';

/** Waiting times are read, not measured. */
const tickMs = 5_000;

function Doors({ moderation }: { moderation: Moderation }) {
  const event = useValue(moderation.session.event);
  const turningTo = useValue(moderation.turningTo);
  return (
    <Choice
      legend={words.moderate.doors}
      options={[
        { value: 'open', text: words.moderate.doorsOpen, hint: words.moderate.doorsOpenHint },
        { value: 'held', text: words.moderate.doorsHeld, hint: words.moderate.doorsHeldHint },
      ]}
      chosen={turningTo ?? event?.doors ?? 'open'}
      isDisabled={!event}
      onChoose={(doors) => void moderation.setDoors(doors)}
    />
  );
}

type ListProps = {
  name: string;
  none: string;
  perspectives: readonly Perspective[];
  moving: ReadonlySet<string>;
  nowMs: number;
  act?: ReactNode;
  onMove: OnMove;
};

function List({ name, none, perspectives, moving, nowMs, act, onMove }: ListProps) {
  return (
    <section className="curation-list" aria-label={name}>
      <header>
        <h2>
          {name} <span className="curation-count">{perspectives.length}</span>
        </h2>
        {act}
      </header>
      {perspectives.length === 0 && <p className="curation-none">{none}</p>}
      <ul>
        {perspectives.map((perspective) => (
          <PerspectiveRow
            key={perspective.id}
            perspective={perspective}
            isMoving={moving.has(perspective.id)}
            nowMs={nowMs}
            onMove={onMove}
          />
        ))}
      </ul>
    </section>
  );
}

/** What a moderator decides, beside what it does to the grid: the doors, who waits, who is in. */
export function CurationPanel({ moderation, onMove }: { moderation: Moderation; onMove: OnMove }) {
  const perspectives = useValue(moderation.session.perspectives);
  const moving = useValue(moderation.moving);
  const refusal = useValue(moderation.refusal);
  const nowMs = useNow(tickMs);
  const { waiting, inside } = useMemo(() => lineOf(perspectives), [perspectives]);
  const shared = { moving, nowMs, onMove };
  const letAllIn = waiting.length > 1 && (
    <button type="button" className="curation-all" onClick={() => void moderation.letIn(waiting)}>
      {words.moderate.letAllIn}
    </button>
  );
  return (
    <aside className="curation" aria-label={words.moderate.curation}>
      <div className="curation-doors">
        <Doors moderation={moderation} />
        {refusal && <Notice what={refusal} />}
      </div>
      <div className="curation-lists">
        <List
          name={words.moderate.waiting}
          none={words.moderate.nobodyWaits}
          perspectives={waiting}
          act={letAllIn}
          {...shared}
        />
        <List name={words.moderate.inside} none={words.moderate.nobodyInside} perspectives={inside} {...shared} />
      </div>
      <p className="unseen" role="status">
        {waiting.length > 0 && words.moderate.waitingCount(waiting.length)}
      </p>
    </aside>
  );
}
