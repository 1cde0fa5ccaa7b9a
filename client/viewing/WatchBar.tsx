import './WatchBar.css';
import type { ReactNode } from 'react';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

type Props = {
  /** The event's title by default; otherwise no mark leads home. */
  heading: ReactNode;
  title: string | undefined;
  /** Number of live perspectives; null while there is none at all. */
  count: number | null;
  /** Their pictures move. */
  isLive: boolean;
  /** How many watch; null while unknown. */
  viewers: number | null;
  /** The synchrony figure. */
  figure: ReactNode;
  /** The event that its link leads to film; null for no link. */
  film: string | null;
  /** Instead of that link. */
  links: ReactNode;
  tools: ReactNode;
};

function Home() {
  return (
    <a className="bar-home" href={pages.home} aria-label={`Polyscope, ${words.ui.toHome}`} data-tip={words.ui.toHome}>
      <img src="/icon.svg" alt="" width="32" height="32" />
    </a>
  );
}

function Live({ count, isLive }: { count: number; isLive: boolean }) {
  return (
    <p className="bar-count" data-live={isLive}>
      <span className="bar-dot" aria-hidden="true" />
      {isLive && (
        <span className="bar-live" aria-hidden="true">
          {words.watch.live}
        </span>
      )}
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{words.watch.count(count)}</span>
    </p>
  );
}

/** To a viewer, one is the one who reads this; moderators do not count. */
function Viewers({ count, isModerator }: { count: number | null; isModerator: boolean }) {
  if (count === null || count < (isModerator ? 1 : 2)) return null;
  return (
    <p className="bar-viewers">
      <Icon name="eye" />
      <span className="bar-viewers-words">{words.watch.viewers(count)}</span>
      <span className="bar-viewers-number" aria-hidden="true">
        {count}
      </span>
    </p>
  );
}

/** As high as the title that comes, and a heading for those who hear it. */
const Opening = () => (
  <>
    {'\u00a0'}
    <span className="unseen">{words.watch.opening}</span>
  </>
);

function FilmLink({ event }: { event: string }) {
  return (
    <a className="bar-film" href={pages.live(event)}>
      <Icon name="camera" />
      <span className="bar-film-long">{words.watch.film}</span>
      <span className="bar-film-short">{words.watch.filmShort}</span>
    </a>
  );
}

/** Above the pictures: what this is, how it is doing, and its tools. On upright phones the tools are below them. */
export function WatchBar({ heading, title, count, isLive, viewers, figure, film, links, tools }: Props) {
  // The moderators' page has a banner of its own.
  const Bar = heading ? 'section' : 'header';
  return (
    <Bar className="watch-bar" aria-label={heading ? words.watch.tools : undefined}>
      <div className="bar-top">
        {heading ? null : <Home />}
        <div className="bar-heading">{heading ?? <h1>{title ?? <Opening />}</h1>}</div>
        <div className="bar-figures">
          {count !== null && <Live count={count} isLive={isLive} />}
          <Viewers count={viewers} isModerator={Boolean(heading)} />
          {figure}
        </div>
        <div className="bar-links">{links ?? (film && <FilmLink event={film} />)}</div>
      </div>
      {tools}
    </Bar>
  );
}
