import './MessagesPanel.css';
import type { Message } from '../../../shared/conversations/talk.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Each } from '../../ui/Each.tsx';
import { Time } from '../../ui/Time.tsx';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { mutedUntil } from '../session/logBook.ts';
import type { RoomState } from '../state/useModerateState.ts';
import { useNow } from '../state/useNow.ts';
import { readingOrder } from '../state/wallOrder.ts';

const tickMs = 5_000;
/** A day: as long as an event with its evening. */
const muteMinutes = 1_440;

type OneProps = { state: RoomState; message: Message; isMuted: boolean };

function Acts({ state: { room }, message, isMuted }: OneProps) {
  const moving = useValue(room.making.moving);
  const texts = words.moderate;
  const name = message.name || texts.nameless;
  return (
    <div className="said-acts">
      {!message.isDeleted && (
        <button
          type="button"
          className="panel-button"
          aria-label={texts.deleteOf(name)}
          disabled={moving.has(message.id)}
          onClick={() => void room.moderating.deleteMessage(message)}
        >
          {texts.delete}
        </button>
      )}
      {!message.isModerator && (
        <button
          type="button"
          className="panel-button"
          aria-label={isMuted ? texts.unmuteOf(name) : texts.muteOf(name)}
          disabled={moving.has(message.sender)}
          onClick={() => void (isMuted ? room.moderating.unmute(message) : room.moderating.mute(message, muteMinutes))}
        >
          {isMuted ? texts.unmute : texts.mute}
        </button>
      )}
    </div>
  );
}

function One(props: OneProps) {
  const { state, message, isMuted } = props;
  const about = readingOrder(state.wall).find(({ id }) => id === message.perspective);
  return (
    <li className="said" data-message={message.id} data-deleted={message.isDeleted ?? false} data-muted={isMuted}>
      <p className="said-by">
        <strong>{message.name || words.moderate.nameless}</strong>
        {message.isModerator && <span>{words.moderate.aModerator}</span>}
        {about && <span>{nameOf(about)}</span>}
        <Time at={message.at}>{words.moderate.log.clock(message.at)}</Time>
      </p>
      <p className="said-text">{message.text}</p>
      {message.isDeleted && <p className="said-deleted">{words.moderate.deleted}</p>}
      {state.rights.includes('talk') && <Acts {...props} />}
    </li>
  );
}

/** What is said, newest first, with what a moderator does about it. */
export function TalkPanel({ state }: { state: RoomState }) {
  const messages = useValue(state.room.messages);
  const entries = useValue(state.room.log);
  const nowMs = useNow(state.room.session, tickMs);
  if (messages.length === 0) return <p className="panel-none">{words.moderate.noMessages}</p>;
  return (
    <ol className="talk-list">
      {messages.toReversed().map((message) => (
        <Each key={message.id} of={message}>
          <One state={state} message={message} isMuted={mutedUntil(entries, message.sender) > nowMs} />
        </Each>
      ))}
    </ol>
  );
}
