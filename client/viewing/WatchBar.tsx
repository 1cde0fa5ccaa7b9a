import './WatchBar.css';
import type { ReactNode } from 'react';
import type { GridMode } from '../../shared/gridLayout.ts';
import { pages } from '../../shared/restApi.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { hasShareSheet, openShareSheet } from '../ui/shareSheet.ts';
import { useCopy } from '../ui/useCopy.ts';
import { words } from '../words/words.ts';
import type { Panels } from './usePanels.ts';

type Props = {
  heading: ReactNode;
  /** Number of live perspectives; null until the server has answered. */
  count: number | null;
  /** The synchrony figure. */
  figure: ReactNode;
  mode: GridMode;
  onMode(mode: GridMode): void;
  panels: Panels;
  /** Messages that came since the conversation was last open. */
  unread: number;
  onHelp(): void;
  /** Link to this arrangement of the event; not the page's own address, which may contain a token. */
  link: string;
  event: string;
  links: ReactNode;
};

type ToolProps = {
  icon: IconName;
  text: string;
  isPressed?: boolean;
  className?: string;
  /** Shown in the corner; `text` must say it as well. */
  badge?: string | undefined;
  onClick(): void;
};

function Tool({ icon, text, isPressed, className = '', badge, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`bar-tool ${className}`}
      aria-label={text}
      aria-pressed={isPressed}
      title={text}
      onClick={onClick}
    >
      <Icon name={icon} />
      {badge && <span className="bar-badge">{badge}</span>}
    </button>
  );
}

/** Larger counts are shown as `9+`. */
const maxBadge = 9;
const badgeOf = (n: number) => (n === 0 ? undefined : n > maxBadge ? `${maxBadge}+` : String(n));

function Share({ link }: { link: string }) {
  const { isCopied, copy } = useCopy(link);
  const share = () => (hasShareSheet() ? openShareSheet(document.title, link) : copy());
  return (
    <>
      <Tool icon="share" text={words.watch.share} onClick={() => void share()} />
      <span className="bar-copied" role="status">
        {isCopied && words.watch.copied}
      </span>
    </>
  );
}

export function WatchBar(props: Props) {
  const { heading, count, figure, mode, onMode, panels, unread, onHelp, link, event, links } = props;
  const isFocus = mode === 'focus';
  return (
    <header className="watch-bar">
      <div className="bar-heading">{heading}</div>
      {count !== null && (
        <p className="bar-count" data-live={count > 0} title={words.watch.count(count)}>
          <span className="bar-dot" aria-hidden="true" />
          <span className="bar-live" aria-hidden="true">
            {words.watch.live}
          </span>
          <span aria-hidden="true">{count}</span>
          <span className="unseen">{words.watch.count(count)}</span>
        </p>
      )}
      {figure}
      <div className="bar-tools">
        <Tool
          icon={isFocus ? 'even' : 'focus'}
          text={isFocus ? words.watch.showEven : words.watch.showLarge}
          onClick={() => onMode(isFocus ? 'even' : 'focus')}
        />
        <Tool
          icon="plan"
          text={words.watch.plan}
          isPressed={panels.open === 'plan'}
          onClick={() => panels.toggle('plan')}
        />
        <Tool
          icon="talk"
          text={words.talk.unread(unread)}
          isPressed={panels.open === 'talk'}
          badge={badgeOf(unread)}
          onClick={() => panels.toggle('talk')}
        />
        <Share link={link} />
        <Tool icon="help" text={words.watch.help} className="bar-help" onClick={onHelp} />
        {links ?? (
          <a className="bar-film" href={pages.live(event)}>
            <Icon name="camera" />
            <span>{words.watch.film}</span>
          </a>
        )}
      </div>
    </header>
  );
}
