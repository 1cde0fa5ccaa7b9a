import { type FormEvent, useState } from 'react';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import type { Filming } from './filming.ts';

const { mine: texts } = words.live;

function Act({ text, onTap }: { text: string; onTap(): void }) {
  return (
    <button type="button" className="button" data-variant="quiet" onClick={onTap}>
      {text}
    </button>
  );
}

/** How precisely the place is shared, and to share less. A virtual camera has no place of its own. */
function PlaceActs({ filming: { place, isVirtual } }: { filming: Filming }) {
  const precision = useValue(place.choice);
  if (isVirtual || precision === 'off') return null;
  return (
    <>
      <p>{texts.placeNow[precision]}</p>
      {precision === 'exact' && <Act text={texts.coarser} onTap={() => place.choose('area')} />}
      <Act text={texts.hidePlace} onTap={() => place.choose('off')} />
    </>
  );
}

function Rename({ filming }: { filming: Filming }) {
  const known = useValue(filming.name);
  const [name, setName] = useState(known);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    filming.rename(name.trim());
  };
  return (
    <form className="mine-rename" onSubmit={rename}>
      <label>
        <span>{texts.name}</span>
        <input
          value={name}
          maxLength={40}
          autoComplete="nickname"
          enterKeyHint="done"
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <button type="submit" className="button" data-variant="quiet" disabled={name.trim() === known.trim()}>
        {texts.rename}
      </button>
      {name.trim() !== known.trim() && <p>{texts.renameHint}</p>}
    </form>
  );
}

/** What a spectator can do about the own perspective. */
export function MineActs({ filming, isLive, hasAny }: { filming: Filming; isLive: boolean; hasAny: boolean }) {
  const isPaused = useValue(filming.isPaused);
  if (!isLive && !hasAny) return null;
  return (
    <section className="mine-part" aria-label={texts.what}>
      <div className="mine-acts">
        {isLive && (
          <>
            <Act text={isPaused ? texts.resume : texts.pause} onTap={() => filming.setPaused(!isPaused)} />
            <Act text={words.live.end} onTap={() => filming.end()} />
          </>
        )}
        {isLive && <PlaceActs filming={filming} />}
        {hasAny && <Act text={texts.download} onTap={() => void filming.mine.download()} />}
      </div>
      {isLive && <Rename filming={filming} />}
    </section>
  );
}
