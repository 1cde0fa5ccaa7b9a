import { useId, useState } from 'react';
import { labelSchema, type Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { KeysHelp } from '../ui/KeysHelp.tsx';
import { words } from '../words/words.ts';
import { Ask } from './Ask.tsx';
import { Why } from './chosen/Why.tsx';
import type { RoomState } from './state/useModerateState.ts';
import { readingOrder } from './state/wallOrder.ts';

const longest = 40;

type NamingProps = {
  heading: string;
  hint: string;
  field: string;
  initial: string;
  usual?: readonly string[];
  onName(name: string): void;
  onClose(): void;
};

/** Asks for a name or a group; those that are in use stand ready. */
function Naming({ heading, hint, field, initial, usual = [], onName, onClose }: NamingProps) {
  const [name, setName] = useState(initial);
  const id = useId();
  return (
    <Ask
      heading={heading}
      means={hint}
      act={words.moderate.save}
      onAct={() => onName(labelSchema.safeParse(name).data ?? '')}
      onClose={onClose}
    >
      <label className="unseen" htmlFor={id}>
        {field}
      </label>
      <input
        id={id}
        type="text"
        maxLength={longest}
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
        onFocus={({ target }) => target.select()}
      />
      {usual.length > 0 && (
        <div className="why-chips">
          {usual.map((each) => (
            <button key={each} type="button" aria-pressed={each === name} onClick={() => setName(each)}>
              {each}
            </button>
          ))}
        </div>
      )}
    </Ask>
  );
}

type OneProps = { state: RoomState; of: Perspective };

function Sure({ state, of, move }: OneProps & { move: 'remove' | 'ban' }) {
  const { room, why, setWhy, setAsking } = state;
  const texts = words.moderate;
  const name = nameOf(of);
  const isBan = move === 'ban';
  return (
    <Ask
      heading={isBan ? texts.banWhat(name) : texts.removeWhat(name)}
      means={isBan ? texts.banMeans : texts.removeMeans}
      act={isBan ? texts.ban : texts.remove}
      isGrave
      onAct={() => {
        void room.moderating.curate(of, move, why);
        setWhy('');
      }}
      onClose={() => setAsking(null)}
    >
      <Why why={why} onChange={setWhy} />
    </Ask>
  );
}

function Rename({ state: { room, setAsking, why }, of }: OneProps) {
  return (
    <Naming
      heading={words.moderate.renameWhat(nameOf(of))}
      hint={words.moderate.renameHint(of.label)}
      field={words.moderate.name}
      initial={of.curation.name || of.label}
      // Its own label needs no second name beside it.
      onName={(name) => void room.moderating.rename(of, name === of.label ? '' : name, why)}
      onClose={() => setAsking(null)}
    />
  );
}

function Group({ state: { room, setAsking, wall, why }, of }: OneProps) {
  const groups = [...new Set(readingOrder(wall).flatMap(({ curation: { group } }) => group || []))].sort();
  return (
    <Naming
      heading={words.moderate.groupWhat(nameOf(of))}
      hint={words.moderate.groupHint}
      field={words.moderate.group}
      initial={of.curation.group}
      usual={groups}
      onName={(group) => void room.moderating.assignGroup(of, group, why)}
      onClose={() => setAsking(null)}
    />
  );
}

function End({ state: { room, setAsking } }: { state: RoomState }) {
  return (
    <Ask
      heading={words.moderate.endWhat}
      means={words.moderate.endMeans}
      act={words.moderate.endDo}
      isGrave
      onAct={() => void room.moderating.closeEvent()}
      onClose={() => setAsking(null)}
    />
  );
}

function Rotate({ state: { room, setAsking } }: { state: RoomState }) {
  return (
    <Ask
      heading={words.moderate.rotateWhat}
      means={words.moderate.rotateMeans}
      act={words.moderate.rotateDo}
      isGrave
      onAct={() => void room.rotateLink()}
      onClose={() => setAsking(null)}
    />
  );
}

/** Whatever is asked before a move, or told on a sheet. */
export function Asked({ state }: { state: RoomState }) {
  const { asking, setAsking } = state;
  if (!asking) return null;
  if (asking.is === 'sure') return <Sure state={state} of={asking.of} move={asking.move} />;
  if (asking.is === 'rename') return <Rename state={state} of={asking.of} />;
  if (asking.is === 'group') return <Group state={state} of={asking.of} />;
  if (asking.is === 'end') return <End state={state} />;
  if (asking.is === 'rotate') return <Rotate state={state} />;
  return <KeysHelp heading={words.moderate.help} keys={words.moderate.keys} onClose={() => setAsking(null)} />;
}
