import './FilmingHeader.css';
import type { IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import type { SheetName } from './FilmingSheet.tsx';
import { FilmingTool } from './FilmingTool.tsx';
import { StatusPill } from './StatusParts.tsx';
import type { FilmingStatus } from './status.ts';

/** `text` stands below the icon, and is part of the name. */
type Tool = { sheet: SheetName; icon: IconName; text: string; name: string };
const { mine, syncCheck, invite } = words.live;
const tools: readonly Tool[] = [
  { sheet: 'mine', icon: 'eye', text: mine.title, name: mine.title },
  { sheet: 'sync', icon: 'clock', text: syncCheck.tool, name: syncCheck.title },
  { sheet: 'invite', icon: 'share', text: invite.tool, name: invite.title },
];
/** Without a camera there is nothing to check; the page about the end shows by itself what happened with the video. */
const hiddenIn: Partial<Record<SheetName, readonly FilmingStatus['is'][]>> = {
  sync: ['unasked', 'noCamera', 'ended', 'banned', 'closed'],
  mine: ['ended'],
};

type Props = { title: string; status: FilmingStatus; onSheet(sheet: SheetName): void };

export function FilmingHeader({ title, status, onSheet }: Props) {
  return (
    <header className="film-top">
      <div>
        <h1>{title}</h1>
        <StatusPill status={status} />
      </div>
      {tools
        .filter(({ sheet }) => !hiddenIn[sheet]?.includes(status.is))
        .map(({ sheet, icon, text, name }) => (
          <FilmingTool key={sheet} icon={icon} text={text} name={name} onTap={() => onSheet(sheet)} />
        ))}
    </header>
  );
}
