import { createElement, Fragment } from 'react';
import type { Message } from '../../shared/conversations/talk.ts';
import { dateIn } from '../dates.ts';
import { TimeElement } from '../ui/TimeElement.tsx';
import { language, words } from '../words/words.ts';
import { agoIn } from './ago.ts';

const times = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });

/** Only https addresses become links. */
const link = /(https:\/\/[^\s<>"']+)/g;

function Text({ text }: { text: string }) {
  const attributes = { target: '_blank', rel: 'noopener noreferrer nofollow' };
  const parts = text
    .split(link)
    .map((part) =>
      part.startsWith('https://')
        ? createElement('a', { href: part, ...attributes }, part.replace('https://', ''))
        : part,
    );
  // As arguments, parts need no keys: their positions do not change.
  return createElement(Fragment, null, ...parts);
}

type Props = {
  message: Message;
  isOwn: boolean;
  /** Name of the perspective that it is about. */
  about: string | null;
  /** Server time, ms. */
  nowMs: number;
  onAbout(): void;
};

/** One message. Its text is never rendered as markup. */
export function MessageLine({ message, isOwn, about, nowMs, onAbout }: Props) {
  const { at, name, text, isModerator } = message;
  return (
    <li className="talk-line" data-own={isOwn} data-moderator={isModerator}>
      <p className="talk-who">
        <strong>{name || (isOwn ? words.talk.you : words.talk.somebody)}</strong>
        {isModerator && <span className="talk-moderator">{words.talk.moderator}</span>}
        <TimeElement at={at} title={dateIn(times, at)}>
          {agoIn(language, Math.max(0, nowMs - at))}
        </TimeElement>
      </p>
      {about !== null && (
        <button type="button" className="talk-about" aria-label={words.talk.showAbout(about)} onClick={onAbout}>
          {about}
        </button>
      )}
      <p className="talk-text">
        <Text text={text} />
      </p>
    </li>
  );
}
