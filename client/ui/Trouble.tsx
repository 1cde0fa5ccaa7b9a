import { pages } from '../../shared/restApi.ts';
import { words } from '../words/words.ts';
import type { Explanation } from './inWords.ts';

type Props = { what: Explanation; onRetry?: () => void; onReload?: () => void };

/** An error that fills the page. */
export function Trouble({ what, onRetry, onReload }: Props) {
  return (
    <main className="trouble">
      <div className="trouble-said" role="alert">
        <h1>{what.sentence}</h1>
        <p>{what.advice}</p>
      </div>
      <div className="trouble-acts">
        {onRetry && (
          <button type="button" className="button" onClick={onRetry}>
            {words.ui.retry}
          </button>
        )}
        {onReload && (
          <button type="button" className="button" onClick={onReload}>
            {words.ui.reload}
          </button>
        )}
        <a className="button" data-variant="quiet" href={pages.home}>
          {words.ui.toHome}
        </a>
      </div>
    </main>
  );
}
