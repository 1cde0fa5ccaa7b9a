import './SidePanel.css';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import { useFocusInside } from './useFocusInside.ts';

type Props = {
  name: string;
  /** Above its content, if that is not its name. */
  heading?: string;
  /** `quiet` stands beside a grid, and over it as a sheet on a small screen; `raised` is a column of a page of tools. */
  look: 'quiet' | 'raised';
  className?: string;
  /** Between the heading and the close button. */
  tools?: ReactNode;
  /** Off where the panel may be open before anybody has asked for it. */
  takesFocus?: boolean;
  /** Wherever the focus is in it; elsewhere, and in its fields without this, keys are the page's. */
  closesOnEscape?: boolean;
  children: ReactNode;
  onClose(): void;
};

/** A part of a page that opens beside what the page shows: a heading, a close button, and its content. */
export function SidePanel({
  name,
  heading = name,
  look,
  className = '',
  tools,
  children,
  onClose,
  ...keyboard
}: Props) {
  const { takesFocus = true, closesOnEscape = false } = keyboard;
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel, takesFocus);
  const closeByKey = (event: KeyboardEvent) => {
    if (!closesOnEscape || event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      className={`side-panel-${look} ${className}`}
      ref={panel}
      tabIndex={takesFocus ? -1 : undefined}
      aria-label={name}
      onKeyDown={closeByKey}
    >
      <header>
        <h2>{heading}</h2>
        {tools}
        <button
          type="button"
          className={look === 'raised' ? 'round-tool' : 'bar-tool'}
          aria-label={words.ui.close}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}
