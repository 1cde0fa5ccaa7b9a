import './IntroNote.css';
import { useState } from 'react';
import { read, write } from '../storage.ts';
import { words } from '../words/words.ts';

const seenKey = 'polyscope.introduced';

/** One line for who never saw this; closed once, it never returns. */
export function IntroNote() {
  const [isSeen, setSeen] = useState(() => read('localStorage', seenKey) !== null);
  if (isSeen) return null;
  const close = () => {
    write('localStorage', seenKey, '1');
    setSeen(true);
  };
  return (
    <div className="intro-note">
      <p>{words.watch.intro}</p>
      <button type="button" onClick={close}>
        {words.watch.introClose}
      </button>
    </div>
  );
}
