import './MessageForm.css';
import { type FormEvent, useRef, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { maxLinks, maxMessage } from '../../shared/talk.ts';
import { linksIn } from '../../shared/text.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Explanation } from '../ui/inWords.ts';
import { useNow } from '../ui/useNow.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { rememberedSpeaker } from './rememberedSpeaker.ts';
import type { Talk } from './talk.ts';
import { useAboveKeyboard } from './useAboveKeyboard.ts';

/** The number of characters left is shown from here on. */
const nearEnd = 60;
const tickMs = 250;
const pageClock = () => performance.now();

/** Whole seconds until this device may send again; 0 for now. */
function useQuietSeconds(talk: Talk): number {
  const until = useValue(talk.quietUntil);
  const nowMs = useNow(pageClock, until > performance.now() ? tickMs : null);
  return Math.max(0, Math.ceil((until - nowMs) / 1_000));
}

function Trouble({ explanation: { sentence, advice } }: { explanation: Explanation }) {
  return (
    <p className="talk-trouble" role="alert">
      {sentence} {advice}
    </p>
  );
}

type AboutProps = { about: Perspective; isAbout: boolean; onChange(isAbout: boolean): void };

function About({ about, isAbout, onChange }: AboutProps) {
  return (
    <label className="talk-of">
      <input type="checkbox" checked={isAbout} onChange={({ target }) => onChange(target.checked)} />
      <span>{words.talk.about(nameOf(about))}</span>
    </label>
  );
}

/** Form for a message, with an optional name and the focused perspective as an optional subject. */
export function MessageForm({ talk, about }: { talk: Talk; about: Perspective | null }) {
  const form = useRef<HTMLFormElement>(null);
  useAboveKeyboard(form);
  const [text, setText] = useState('');
  const [name, setName] = useState(rememberedSpeaker.get);
  const [isAbout, setAbout] = useState(false);
  const [isSending, setSending] = useState(false);
  const trouble = useValue(talk.trouble);
  const slowSeconds = useValue(talk.slowSeconds);
  const quiet = useQuietSeconds(talk);
  const left = maxMessage - text.length;
  const hasManyLinks = linksIn(text) > maxLinks;
  const canSend = text.trim() !== '' && quiet === 0 && !hasManyLinks && !isSending;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!canSend) return;
    rememberedSpeaker.set(name.trim());
    setSending(true);
    const isSaid = await talk.say(text, name.trim(), isAbout ? (about?.id ?? null) : null);
    setSending(false);
    // Keep what was typed while the message was being sent.
    if (isSaid) setText((now) => (now === text ? '' : now));
  };
  return (
    <form className="talk-write" ref={form} onSubmit={(event) => void send(event)}>
      {hasManyLinks && <Trouble explanation={words.talk.manyLinks} />}
      {trouble && !hasManyLinks && <Trouble explanation={trouble} />}
      {slowSeconds > 0 && <p className="talk-slow">{words.talk.slow(slowSeconds)}</p>}
      <div className="talk-meta">
        <input
          className="talk-name"
          value={name}
          maxLength={40}
          autoComplete="nickname"
          aria-label={words.talk.name}
          placeholder={words.talk.name}
          onChange={({ target }) => setName(target.value)}
        />
        {about && <About about={about} isAbout={isAbout} onChange={setAbout} />}
      </div>
      <div className="talk-entry">
        <input
          value={text}
          maxLength={maxMessage}
          enterKeyHint="send"
          autoComplete="off"
          aria-label={words.talk.write}
          placeholder={words.talk.write}
          onChange={({ target }) => setText(target.value)}
        />
        {left < nearEnd && <span title={words.talk.left(left)}>{left}</span>}
        <button type="submit" aria-label={quiet > 0 ? words.talk.again(quiet) : words.talk.send} disabled={!canSend}>
          {quiet > 0 ? <span className="talk-quiet">{quiet}</span> : <Icon name="send" />}
        </button>
      </div>
    </form>
  );
}
