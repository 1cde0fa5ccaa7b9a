import './SyncBadge.css';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import type { Value } from '../value.ts';
import { words } from '../words/words.ts';
import { brieflyOff, offOf, signedOf } from './latencyFigures.ts';
import type { ShownBadge } from './steady.ts';

type Props = {
  /** Id of the text, for `aria-describedby`. */
  id: string;
  shown: Value<ShownBadge | null>;
  /** The phone's reported clock contradicts itself and is not used. */
  isDoubted: boolean;
};

function sentenceOf({ level, skewMs }: ShownBadge): string {
  if (level === 'unknown') return words.sync.unknown;
  if (level === 'good') return words.sync.agrees;
  return offOf(skewMs);
}

/** Beside a tile's name: a dot while in sync, else by how much it is off. */
export function SyncBadge({ id, shown, isDoubted }: Props) {
  const now = useValue(shown);
  if (!now) return null;
  const isOff = now.level === 'fair' || now.level === 'poor';
  const text = [sentenceOf(now), ...(isDoubted ? [words.sync.doubted] : [])].join('; ');
  return (
    <span className="sync-badge" data-level={now.level} title={text}>
      {isOff ? (
        <>
          <span className="sync-off">{brieflyOff(now.skewMs)}</span>
          <span className="sync-off-short">{signedOf(now.skewMs)}</span>
        </>
      ) : (
        <span className="sync-dot" />
      )}
      {isDoubted && <Icon name="warning" />}
      <span className="unseen" id={id}>
        {text}
      </span>
    </span>
  );
}
