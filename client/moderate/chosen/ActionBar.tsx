import './ActionBar.css';
import type { Perspective } from '../../../shared/domain.ts';
import { Icon } from '../../ui/Icon.tsx';
import { words } from '../../words/words.ts';
import { isGrave } from '../state/moderatorCommands.ts';
import type { ActionName, OfferedAction } from '../state/offeredActions.ts';

type Props = {
  actions: readonly OfferedAction[];
  perspective: Perspective;
  isPending: boolean;
  onAction(perspective: Perspective, name: ActionName): void;
};

const shownKey = (key: string) => (key === 'Enter' ? '⏎' : key.toUpperCase());

/** All actions that are possible with one perspective now, each with its key. */
export function ActionBar({ actions, perspective, isPending, onAction }: Props) {
  return (
    <fieldset className="actions" disabled={isPending}>
      <legend className="unseen">{words.moderate.allActions}</legend>
      {actions.map(({ name, icon, key, short, text, isOn }) => (
        <button
          key={name}
          type="button"
          className="action"
          data-action={name}
          data-on={isOn}
          data-grave={isGrave(name)}
          aria-label={text}
          aria-keyshortcuts={key}
          title={text}
          onClick={() => onAction(perspective, name)}
        >
          <Icon name={icon} />
          <span>{short}</span>
          {/* The key is drawn by the style: it is no part of the name that a voice would speak. */}
          <span className="action-key" aria-hidden="true">
            <kbd data-key={shownKey(key)} />
          </span>
        </button>
      ))}
    </fieldset>
  );
}
