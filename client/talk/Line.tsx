import { Fragment } from 'react';
import type { Message } from '../../shared/conversations/talk.ts';
import { language, words } from '../words/words.ts';

/** Only addresses that say themselves that they are safe to follow. */
const link = /(https:\/\/[^\s<>"']+)/g;

function Text({ text }: { text: string }) {
  return text.split(link).map((part, index) =>
    part.startsWith('https://') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text do not move
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part.replace('https://', '')}
      </a>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text do not move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}

type Props = { message: Message; isOwn: boolean; about: string | null; onAbout(): void };

/** One message, as text and nothing else. */
export function Line({ message, isOwn, about, onAbout }: Props) {
  const { at, name, text, isModerator } = message;
  const time = new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });
  return (
    <li className="talk-line" data-own={isOwn}>
      <p className="talk-who">
        <strong>{name || words.talk.somebody}</strong>
        {isModerator && <span className="talk-moderator">{words.talk.moderator}</span>}
        {about !== null && (
          <button type="button" className="talk-about" onClick={onAbout}>
            {about}
          </button>
        )}
        <time dateTime={new Date(at).toISOString()}>{time}</time>
      </p>
      <p className="talk-text">
        <Text text={text} />
      </p>
    </li>
  );
}
