import './panels.css';
import { type ReactNode, useRef } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { useFocusInside } from '../../ui/useFocusInside.ts';
import { words } from '../../words/words.ts';

type Props = { name: string; act?: ReactNode; children: ReactNode; onClose(): void };

/** Beside the wall; on a small screen over it. */
export function Panel({ name, act, children, onClose }: Props) {
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel);
  return (
    <aside className="panel" ref={panel} tabIndex={-1} aria-label={name}>
      <header>
        <h2>{name}</h2>
        {act}
        <button type="button" className="round-tool" aria-label={words.ui.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="panel-page">{children}</div>
    </aside>
  );
}
