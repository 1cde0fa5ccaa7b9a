import { useId, useState } from 'react';
import { labelSchema, type Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { KeysHelp } from '../ui/KeysHelp.tsx';
import { words } from '../words/words.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { Why } from './chosen/Why.tsx';
import type { ModerateState } from './state/useModerateState.ts';
import { readingOrder } from './state/wallOrder.ts';

const longest = 40;

type NamingProps = {
  heading: string;
  hint: string;
  field: string;
  initial: string;
  suggestions?: readonly string[];
  onName(name: string): void;
  onClose(): void;
};

/** Asks for a name or a group, and offers those in use. */
function Naming({ heading, hint, field, initial, suggestions = [], onName, onClose }: NamingProps) {
  const [name, setName] = useState(initial);
  const id = useId();
  return (
    <ConfirmDialog
      heading={heading}
      explanation={hint}
      confirmText={words.moderate.save}
      onConfirm={() => onName(labelSchema.safeParse(name).data ?? '')}
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
      {suggestions.length > 0 && (
        <div className="why-chips">
          {suggestions.map((each) => (
            <button key={each} type="button" aria-pressed={each === name} onClick={() => setName(each)}>
              {each}
            </button>
          ))}
        </div>
      )}
    </ConfirmDialog>
  );
}

type OneProps = { state: ModerateState; of: Perspective };

function Confirm({ state, of, action }: OneProps & { action: 'remove' | 'ban' }) {
  const { session, why, setWhy, setDialog } = state;
  const texts = words.moderate;
  const name = nameOf(of);
  const isBan = action === 'ban';
  return (
    <ConfirmDialog
      heading={isBan ? texts.banWhat(name) : texts.removeWhat(name)}
      explanation={isBan ? texts.banMeans : texts.removeMeans}
      confirmText={isBan ? texts.ban : texts.remove}
      isGrave
      onConfirm={() => {
        void session.actions.curate(of, action, why);
        setWhy('');
      }}
      onClose={() => setDialog(null)}
    >
      <Why why={why} onChange={setWhy} />
    </ConfirmDialog>
  );
}

function Rename({ state: { session, setDialog, why }, of }: OneProps) {
  return (
    <Naming
      heading={words.moderate.renameWhat(nameOf(of))}
      hint={words.moderate.renameHint(of.label)}
      field={words.moderate.name}
      initial={of.curation.name || of.label}
      // A name equal to the label is no name.
      onName={(name) => void session.actions.rename(of, name === of.label ? '' : name, why)}
      onClose={() => setDialog(null)}
    />
  );
}

function Group({ state: { session, setDialog, wall, why }, of }: OneProps) {
  const groups = [...new Set(readingOrder(wall).flatMap(({ curation: { group } }) => group || []))].sort();
  return (
    <Naming
      heading={words.moderate.groupWhat(nameOf(of))}
      hint={words.moderate.groupHint}
      field={words.moderate.group}
      initial={of.curation.group}
      suggestions={groups}
      onName={(group) => void session.actions.assignGroup(of, group, why)}
      onClose={() => setDialog(null)}
    />
  );
}

function End({ state: { session, setDialog } }: { state: ModerateState }) {
  return (
    <ConfirmDialog
      heading={words.moderate.endWhat}
      explanation={words.moderate.endMeans}
      confirmText={words.moderate.endDo}
      isGrave
      onConfirm={() => void session.actions.closeEvent()}
      onClose={() => setDialog(null)}
    />
  );
}

function Rotate({ state: { session, setDialog } }: { state: ModerateState }) {
  return (
    <ConfirmDialog
      heading={words.moderate.rotateWhat}
      explanation={words.moderate.rotateMeans}
      confirmText={words.moderate.rotateDo}
      isGrave
      onConfirm={() => void session.rotateLink()}
      onClose={() => setDialog(null)}
    />
  );
}

/** The open dialog of the moderators' page, if any. */
export function Dialogs({ state }: { state: ModerateState }) {
  const { dialog, setDialog } = state;
  if (!dialog) return null;
  if (dialog.is === 'confirm') return <Confirm state={state} of={dialog.of} action={dialog.action} />;
  if (dialog.is === 'rename') return <Rename state={state} of={dialog.of} />;
  if (dialog.is === 'group') return <Group state={state} of={dialog.of} />;
  if (dialog.is === 'end') return <End state={state} />;
  if (dialog.is === 'rotate') return <Rotate state={state} />;
  return <KeysHelp heading={words.moderate.help} keys={words.moderate.keys} onClose={() => setDialog(null)} />;
}
