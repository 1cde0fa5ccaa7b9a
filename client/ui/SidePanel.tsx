import './SidePanel.css';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { words } from '../words/words.ts';
import { Icon } from './Icon.tsx';
import { useFocusInside } from './useFocusInside.ts';

type Props = {
  name: string;
  /** `quiet` on viewers' pages, `raised` on moderators'. */
  variant: 'quiet' | 'raised';
  className?: string;
  /** Buttons between the heading and the close button. */
  tools?: ReactNode;
  /** False if the panel may be open before the user has opened it. */
  takesFocus?: boolean;
  /** Also from its text fields, where the page's own keys do not apply. */
  closesOnEscape?: boolean;
  children: ReactNode;
  onClose(): void;
};

/** A panel beside the page's main content. */
export function SidePanel({
  name,
  variant,
  className = '',
  tools,
  children,
  onClose,
  takesFocus = true,
  closesOnEscape = false,
}: Props) {
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel, takesFocus);
  const closeByKey = (event: KeyboardEvent) => {
    if (!closesOnEscape || event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      className={`side-panel-${variant} ${className}`}
      ref={panel}
      tabIndex={takesFocus ? -1 : undefined}
      aria-label={name}
      onKeyDown={closeByKey}
    >
      <header>
        <h2>{name}</h2>
        {tools}
        <button
          type="button"
          className={variant === 'raised' ? 'icon-tool' : 'icon-tool bar-tool'}
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
