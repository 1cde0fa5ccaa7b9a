import './Notice.css';
import { words } from '../words/words.ts';
import type { Explanation } from './inWords.ts';

/** An error in one part of a page; the rest stays. */
export function Notice({ what, onRetry }: { what: Explanation; onRetry?: () => void }) {
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{what.sentence}</strong> {what.advice}
      </p>
      {onRetry && (
        <button type="button" className="button" data-variant="quiet" onClick={onRetry}>
          {words.ui.retry}
        </button>
      )}
    </div>
  );
}
