import './KeysHelp.css';
import { words } from '../words/words.ts';
import { useDialog } from './useDialog.ts';

/** `keys` are pairs of key and effect. */
type Props = { heading: string; keys: readonly (readonly string[])[]; onClose(): void };

export function KeysHelp({ heading, keys, onClose }: Props) {
  const { dialog, onMouseDown } = useDialog();
  return (
    <dialog className="dialog keys-help" ref={dialog} aria-label={heading} onClose={onClose} onMouseDown={onMouseDown}>
      <form method="dialog">
        <h2>{heading}</h2>
        <dl>
          {keys.map(([key, act]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{act}</dd>
            </div>
          ))}
        </dl>
        <button type="submit" className="button" data-variant="quiet">
          {words.ui.close}
        </button>
      </form>
    </dialog>
  );
}
