import './OpenElsewhere.css';
import { pages } from '../../shared/restApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { useCopy } from '../ui/useCopy.ts';
import { useShareLink } from '../ui/useShareLink.ts';
import { words } from '../words/words.ts';
import { addressOutside, type InAppBrowser } from './inAppBrowser.ts';

type Props = { event: string; inApp: InAppBrowser; onStay(): void };

/** In the browser of an app: how to get to a real one, before anybody is asked for a camera that cannot be had. */
export function OpenElsewhere({ event, inApp, onStay }: Props) {
  const link = useShareLink(pages.live(event));
  const { isCopied, copy } = useCopy(link);
  const { title, why, open, steps, orCopy, stay } = words.live.inApp;
  const outside = addressOutside(link, inApp);
  const { corner, entry } = inApp.menu;
  return (
    <main className="elsewhere" data-app={inApp.app || 'unknown'}>
      <div>
        <h1>{title}</h1>
        <p>{why(inApp.app)}</p>
        {outside && (
          <a className="button" href={outside}>
            {open[inApp.os]}
          </a>
        )}
        <ol>
          <li>{steps.menu(steps.signs[inApp.os], steps.corners[corner])}</li>
          <li>{steps.choose(steps.entries[entry])}</li>
        </ol>
        <p>{orCopy[inApp.os]}</p>
        <p className="elsewhere-link">{link.replace(/^https?:\/\//, '')}</p>
        <button type="button" className="button" data-variant="quiet" onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          <span role="status">{isCopied ? words.live.copied : words.live.copyLink}</span>
        </button>
        <button type="button" className="button" data-variant="quiet" onClick={onStay}>
          {stay}
        </button>
      </div>
    </main>
  );
}
