import './TalkPanel.css';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { maxMessage } from '../../shared/conversations/talk.ts';
import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { Line } from './Line.tsx';
import { reactionsInOrder, signs } from './reactions.ts';
import { rememberedSpeaker } from './rememberedSpeaker.ts';
import type { Talk } from './talk.ts';

type Props = {
  talk: Talk;
  perspectives: readonly Perspective[];
  /** The one in focus: what is said may be about it. */
  focus: string | null;
  onFocus(id: string): void;
  onClose(): void;
};

function Lines({ talk, perspectives, onFocus }: Pick<Props, 'talk' | 'perspectives' | 'onFocus'>) {
  const messages = useValue(talk.messages);
  const sender = useValue(talk.sender);
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (messages.length > 0 && isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages]);
  const aboutOf = (id: string | null) => {
    const found = perspectives.find((each) => each.id === id);
    return found ? nameOf(found) : null;
  };
  return (
    <ol
      className="talk-lines"
      ref={list}
      role="log"
      aria-label={words.talk.title}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 40;
      }}
    >
      {messages.length === 0 && <li className="talk-none">{words.talk.nobody}</li>}
      {messages.map((message) => (
        <Line
          key={message.id}
          message={message}
          isOwn={message.sender === sender}
          about={aboutOf(message.perspective)}
          onAbout={() => message.perspective && onFocus(message.perspective)}
        />
      ))}
    </ol>
  );
}

/** Characters left are said when they begin to matter. */
const nearEnd = 60;

function Write({ talk, about }: { talk: Talk; about: Perspective | null }) {
  const [text, setText] = useState('');
  const [name, setName] = useState(rememberedSpeaker.get);
  const [isAbout, setAbout] = useState(false);
  const trouble = useValue(talk.trouble);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    rememberedSpeaker.set(name.trim());
    if (await talk.say(text, name.trim(), isAbout ? (about?.id ?? null) : null)) setText('');
  };
  return (
    <form className="talk-write" onSubmit={(event) => void send(event)}>
      {trouble && (
        <p className="talk-trouble" role="alert">
          {trouble.sentence} {trouble.advice}
        </p>
      )}
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
        {about && (
          <label>
            <input type="checkbox" checked={isAbout} onChange={({ target }) => setAbout(target.checked)} />
            {words.talk.about(nameOf(about))}
          </label>
        )}
      </div>
      <div className="talk-entry">
        <input
          value={text}
          maxLength={maxMessage}
          enterKeyHint="send"
          aria-label={words.talk.write}
          placeholder={words.talk.write}
          onChange={({ target }) => setText(target.value)}
        />
        {maxMessage - text.length < nearEnd && <span>{maxMessage - text.length}</span>}
        <button type="submit" aria-label={words.talk.send} disabled={!text.trim()}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function Reactions({ talk, about }: { talk: Talk; about: string | null }) {
  const counts = useValue(talk.reactions);
  return (
    <div className="talk-reactions" role="toolbar" aria-label={words.talk.reactions}>
      {reactionsInOrder.map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-label={words.talk.react[reaction]}
          onClick={() => talk.react(reaction, about)}
        >
          <span aria-hidden="true">{signs[reaction]}</span>
          {counts[reaction] ? <span className="talk-count">{counts[reaction]}</span> : null}
        </button>
      ))}
    </div>
  );
}

/** A conversation around the same moment, beside the pictures. */
export function TalkPanel({ talk, perspectives, focus, onFocus, onClose }: Props) {
  useEffect(() => {
    talk.look(true);
    return () => talk.look(false);
  }, [talk]);
  const about = perspectives.find(({ id }) => id === focus) ?? null;
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside className="plan-panel talk-panel" aria-label={words.talk.title} onKeyDown={closeByKey}>
      <header>
        <h2>{words.talk.title}</h2>
        <button type="button" className="bar-tool" aria-label={words.ui.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Lines talk={talk} perspectives={perspectives} onFocus={onFocus} />
      <Reactions talk={talk} about={focus} />
      <Write talk={talk} about={about} />
    </aside>
  );
}
