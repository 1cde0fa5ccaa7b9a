import './Poster.css';
import type { ReactNode } from 'react';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

type Props = {
  /** What it says, for tests and styles. */
  is: 'waiting' | 'ahead' | 'over' | 'unknown';
  /** A page of its own has the event's title. */
  page?: { title?: string | undefined };
  heading: ReactNode;
  children: ReactNode;
  /** Beside the text, or below it on a narrow screen. */
  beside?: ReactNode;
  below?: ReactNode;
};

/** Fills a page or a part of it that has no pictures: what is so, and a way on. */
export function Poster({ is, page, heading, children, beside, below }: Props) {
  const Root = page ? 'main' : 'section';
  return (
    <Root className="poster" data-is={is} data-page={page !== undefined}>
      {/* The others have it as their first act. */}
      {page && is === 'ahead' && (
        <a className="poster-home" href={pages.home}>
          <Icon name="previous" />
          {words.ui.toHome}
        </a>
      )}
      <div className="poster-middle">
        <div className="poster-row">
          <div className="poster-text">
            {page?.title && <p className="poster-title">{page.title}</p>}
            {page ? <h1>{heading}</h1> : <h2>{heading}</h2>}
            {children}
          </div>
          {beside}
        </div>
        {below}
      </div>
    </Root>
  );
}
