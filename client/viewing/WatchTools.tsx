import './WatchTools.css';
import type { GridMode } from '../../shared/gridLayout.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { hasShareSheet, openShareSheet } from '../ui/shareSheet.ts';
import { useCopy } from '../ui/useCopy.ts';
import { words } from '../words/words.ts';
import type { Panels } from './usePanels.ts';

/** Takes a photo of all views; `said` is what came of the last one. */
export type Photo = { said: string; take(): void };

type Props = {
  /** No pictures to arrange. */
  isEmpty: boolean;
  mode: GridMode;
  onMode(mode: GridMode): void;
  panels: Panels;
  /** Messages that came since the conversation was last open. */
  unread: number;
  photo: Photo;
  onHelp(): void;
  /** Link to this arrangement of the event; not the page's own address, which may contain a token. */
  link: string;
};

type ToolProps = {
  icon: IconName;
  text: string;
  /** Written under the icon where there is no mouse; a part of `text`. */
  word: string;
  /** The key that does the same. */
  shortcut?: string;
  isPressed?: boolean;
  className?: string;
  /** Shown in the corner; `text` must say it as well. */
  badge?: string | undefined;
  onClick(): void;
};

function Tool({ icon, text, word, shortcut, isPressed, className = '', badge, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`icon-tool bar-tool ${className}`}
      aria-label={text}
      aria-pressed={isPressed}
      aria-keyshortcuts={shortcut}
      data-tip={shortcut ? words.watch.key(text, shortcut) : text}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span className="bar-word">{word}</span>
      {badge && (
        <span className="bar-badge" aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  );
}

/** Larger counts are shown as `9+`. */
const maxBadge = 9;
const badgeOf = (n: number) => (n === 0 ? undefined : n > maxBadge ? `${maxBadge}+` : String(n));

/** What the pictures can be done with, each with its word or its tooltip. */
export function WatchTools({ isEmpty, mode, onMode, panels, unread, photo, onHelp, link }: Props) {
  const { isCopied, copy } = useCopy(link);
  const share = () => (hasShareSheet() ? openShareSheet(document.title, link) : copy());
  const other = mode === 'focus' ? 'even' : 'focus';
  const otherText = other === 'even' ? words.watch.showEven : words.watch.showLarge;
  const said = isCopied ? words.watch.copied : photo.said;
  return (
    <nav className="bar-tools" aria-label={words.watch.tools}>
      <span className="bar-said" role="status">
        {said}
      </span>
      {!isEmpty && (
        <>
          <Tool icon={other} text={otherText} word={otherText} shortcut="G" onClick={() => onMode(other)} />
          <Tool
            icon="plan"
            text={words.watch.plan}
            word={words.watch.plan}
            shortcut="P"
            isPressed={panels.open === 'plan'}
            onClick={() => panels.toggle('plan')}
          />
        </>
      )}
      <Tool
        icon="talk"
        text={words.talk.unread(unread)}
        word={words.talk.title}
        shortcut="C"
        isPressed={panels.open === 'talk'}
        badge={badgeOf(unread)}
        onClick={() => panels.toggle('talk')}
      />
      {!isEmpty && (
        <Tool
          icon="photo"
          text={words.watch.photoOfAll}
          word={words.watch.photo}
          shortcut="T"
          onClick={() => photo.take()}
        />
      )}
      <Tool icon="share" text={words.watch.share} word={words.watch.shareShort} onClick={() => void share()} />
      <Tool
        icon="help"
        text={words.watch.help}
        word={words.watch.help}
        shortcut="?"
        className="bar-help"
        onClick={onHelp}
      />
    </nav>
  );
}
