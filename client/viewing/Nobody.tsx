import './Nobody.css';
import { pages } from '../../shared/restApi.ts';
import { Code } from '../ui/Code.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';

/** Shown while there is no perspective: how to be the first to film. */
export function Nobody({ event }: { event: string }) {
  const path = pages.live(event);
  const link = useShareLink(path);
  return (
    <div className="nobody">
      <div className="nobody-text">
        <h2>{words.watch.nobodyYet}</h2>
        <p>{words.watch.beFirst}</p>
        <a className="nobody-film" href={path}>
          <Icon name="camera" />
          {words.watch.filmHere}
        </a>
      </div>
      <Code link={link} />
    </div>
  );
}
