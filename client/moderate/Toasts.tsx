import './Toasts.css';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { DecisionResult } from './session/decisionResults.ts';
import type { Decisions } from './session/decisions.ts';

type OneProps = { toast: DecisionResult; decisions: Decisions };

function One({ toast: { id, text, entry, refused }, decisions }: OneProps) {
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
        <button type="button" className="toast-undo" onClick={() => void decisions.undo(entry, text)}>
          <Icon name="undo" />
          {words.moderate.undo}
        </button>
      )}
      <button
        type="button"
        className="toast-close"
        aria-label={words.ui.close}
        onClick={() => decisions.results.dismiss(id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Results of the last decisions, each with its undo. */
export function Toasts({ decisions }: { decisions: Decisions }) {
  const shown = useValue(decisions.results.shown);
  return (
    <div className="toasts">
      {shown.map((toast) => (
        <One key={toast.id} toast={toast} decisions={decisions} />
      ))}
    </div>
  );
}
