import './Toasts.css';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Making } from './session/making.ts';
import type { Toast } from './session/toasts.ts';

type OneProps = { toast: Toast; making: Making };

function One({ toast: { id, text, entry, refused }, making }: OneProps) {
  return (
    <div className="toast" role={refused ? 'alert' : 'status'} data-refused={refused !== null}>
      <p>
        {refused ? (
          <>
            <strong>{refused.sentence}</strong> {refused.advice}
          </>
        ) : (
          text
        )}
      </p>
      {entry !== null && (
        <button type="button" className="toast-undo" onClick={() => void making.undo(entry, text)}>
          <Icon name="undo" />
          {words.moderate.undo}
        </button>
      )}
      <button type="button" className="toast-close" aria-label={words.ui.close} onClick={() => making.toasts.drop(id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** What came of the last moves, with their undo, for as long as one reaches for it. */
export function Toasts({ making }: { making: Making }) {
  const shown = useValue(making.toasts.shown);
  return (
    <div className="toasts">
      {shown.map((toast) => (
        <One key={toast.id} toast={toast} making={making} />
      ))}
    </div>
  );
}
