import { DevicesSheet } from './DevicesSheet.tsx';
import type { Filming } from './filming.ts';
import { InviteSheet } from './InviteSheet.tsx';
import { MineSheet } from './MineSheet.tsx';
import { PlaceSheet } from './PlaceSheet.tsx';
import { SyncCheckSheet } from './SyncCheckSheet.tsx';

export type SheetName = 'place' | 'devices' | 'invite' | 'sync' | 'mine';

type Props = { sheet: SheetName | null; filming: Filming; event: string; isLive: boolean; onClose(): void };

/** The sheet that is open over the picture, if any. */
export function FilmingSheet({ sheet, filming, event, isLive, onClose }: Props) {
  if (sheet === 'place') return <PlaceSheet place={filming.place} onClose={onClose} />;
  if (sheet === 'devices') return <DevicesSheet filming={filming} onClose={onClose} />;
  if (sheet === 'mine') return <MineSheet filming={filming} isLive={isLive} onClose={onClose} />;
  if (sheet === 'invite') return <InviteSheet event={event} isLive={isLive} onClose={onClose} />;
  if (sheet === 'sync') return <SyncCheckSheet filming={filming} event={event} onClose={onClose} />;
  return null;
}
