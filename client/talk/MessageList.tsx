import './MessageList.css';
import { useEffect, useRef } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Each } from '../ui/Each.tsx';
import { useNow } from '../ui/useNow.ts';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { MessageLine } from './MessageLine.tsx';
import type { Talk } from './talk.ts';

/** Ages in a chat need no precision of a second. */
const tickMs = 15_000;
/** Within this distance of the end, px, the list scrolls along with new messages. */
const nearPx = 40;

type Props = {
  talk: Talk;
  perspectives: readonly Perspective[];
  now(): number;
  onFocus(id: string): void;
};

/** The messages, oldest first; as a live region, screen readers announce new ones politely. */
export function MessageList({ talk, perspectives, now, onFocus }: Props) {
  const messages = useValue(talk.messages);
  const sender = useValue(talk.sender);
  const nowMs = useNow(now, tickMs);
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const box = list.current;
    if (!box || messages.length === 0) return;
    const follow = () => isAtEnd.current && box.scrollTo({ top: box.scrollHeight });
    follow();
    // An on-screen keyboard or a refusal below makes the list smaller.
    const watcher = new ResizeObserver(follow);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, [messages]);
  const aboutOf = (id: string | null) => {
    const found = perspectives.find((each) => each.id === id);
    return found ? nameOf(found) : null;
  };
  return (
    <div
      className="talk-lines"
      ref={list}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={words.talk.messages}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearPx;
      }}
    >
      {messages.length === 0 ? (
        <p className="talk-none">{words.talk.nobody}</p>
      ) : (
        <ol>
          {messages.map((message) => (
            <Each key={message.id} of={message}>
              <MessageLine
                message={message}
                isOwn={message.sender === sender}
                about={aboutOf(message.perspective)}
                nowMs={nowMs}
                onAbout={() => message.perspective && onFocus(message.perspective)}
              />
            </Each>
          ))}
        </ol>
      )}
    </div>
  );
}
