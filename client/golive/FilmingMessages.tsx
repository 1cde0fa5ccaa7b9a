import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';
import { Banner, StatusMessage } from './StatusParts.tsx';
import { type FilmingStatus, isUnderWay } from './status.ts';

type Props = { filming: Filming; status: FilmingStatus; event: string; onMine(): void };

/** The status in words, and warnings about what is sent. */
export function FilmingMessages({ filming, status, event, onMine }: Props) {
  const known = useValue(filming.event);
  const isPaused = useValue(filming.isPaused);
  const isWarned = useValue(filming.isWarned);
  const { microphone } = useValue(filming.camera.sound);
  const insight = useValue(filming.mine.insight);
  const isSoundLost = !filming.isVirtual && (microphone === 'missing' || microphone === 'silent');
  return (
    <>
      <StatusMessage
        status={status}
        event={event}
        doors={known?.doors}
        why={insight?.decisions.findLast(({ act }) => act === 'ban' || act === 'remove')?.why ?? ''}
        onComeBack={() => filming.comeBack()}
        onMine={onMine}
      />
      {isUnderWay(status) && isSoundLost && <Banner explanation={words.live.soundLost[microphone]} />}
      {isPaused && isUnderWay(status) && <Banner explanation={words.live.mine.paused} />}
      {isWarned && <Banner explanation={words.live.warned} />}
    </>
  );
}
