import { Icon, type IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import type { SheetName } from './FilmingSheet.tsx';
import { StatusPill } from './StatusParts.tsx';
import type { FilmingStatus } from './status.ts';

type Tool = { sheet: SheetName; icon: IconName; text: string; title?: string; className?: string };
const { mine, syncCheck, invite } = words.live;
const tools: readonly Tool[] = [
  { sheet: 'mine', icon: 'eye', text: mine.title, title: mine.title, className: 'film-mine' },
  { sheet: 'sync', icon: 'clock', text: syncCheck.title, title: syncCheck.title },
  { sheet: 'invite', icon: 'share', text: invite },
];

type Props = { title: string; status: FilmingStatus; onSheet(sheet: SheetName): void };

export function FilmingHeader({ title, status, onSheet }: Props) {
  return (
    <header className="film-top">
      <div>
        <h1>{title}</h1>
        <StatusPill status={status} />
      </div>
      {tools.map(({ sheet, icon, text, title: hint, className = '' }) => (
        <button
          key={sheet}
          type="button"
          className={`film-round ${className}`}
          aria-label={text}
          title={hint}
          onClick={() => onSheet(sheet)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </header>
  );
}
