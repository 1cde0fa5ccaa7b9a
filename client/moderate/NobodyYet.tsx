import './NobodyYet.css';
import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';

/** Shown to moderators while there is no perspective: the QR code for phones. */
export function NobodyYet({ event }: { event: string }) {
  return (
    <div className="nobody-yet">
      <div>
        <Code link={useShareLink(pages.live(event))} />
        <div>
          <h2>{words.watch.nobodyYet}</h2>
          <p>{words.moderate.showCode}</p>
        </div>
      </div>
    </div>
  );
}
