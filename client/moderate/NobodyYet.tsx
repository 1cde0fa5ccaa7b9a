import './NobodyYet.css';
import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';

/** Shown to moderators while there is no perspective: the QR code for phones, unless the event is over. */
export function NobodyYet({ event, isOver }: { event: string; isOver: boolean }) {
  const link = useShareLink(pages.live(event));
  if (isOver) {
    return (
      <div className="nobody-yet">
        <h2>{words.event.over}</h2>
      </div>
    );
  }
  return (
    <div className="nobody-yet">
      <div>
        <Code link={link} />
        <div>
          <h2>{words.watch.nobodyYet}</h2>
          <p>{words.moderate.showCode}</p>
        </div>
      </div>
    </div>
  );
}
