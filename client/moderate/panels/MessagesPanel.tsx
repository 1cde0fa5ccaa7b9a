import './MessagesPanel.css';
import type { Message } from '../../../shared/conversations/talk.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Each } from '../../ui/Each.tsx';
import { TimeElement } from '../../ui/TimeElement.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { mutedUntil } from '../session/curationLogList.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder } from '../state/wallOrder.ts';

const tickMs = 5_000;
/** A day: longer than any event. */
const muteMinutes = 1_440;

type OneProps = { state: ModerateState; message: Message; isMuted: boolean };

function MessageActions({ state: { session }, message, isMuted }: OneProps) {
  const pending = useValue(session.decisions.pending);
  const texts = words.moderate;
  const name = message.name || texts.nameless;
  return (
    <div className="said-actions">
      {!message.isDeleted && (
        <button
          type="button"
          className="panel-button"
          aria-label={texts.deleteOf(name)}
          disabled={pending.has(message.id)}
          onClick={() => void session.actions.deleteMessage(message)}
        >
          {texts.delete}
        </button>
      )}
      {!message.isModerator && (
        <button
          type="button"
          className="panel-button"
          aria-label={isMuted ? texts.unmuteOf(name) : texts.muteOf(name)}
          disabled={pending.has(message.sender)}
          onClick={() => void (isMuted ? session.actions.unmute(message) : session.actions.mute(message, muteMinutes))}
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
        <TimeElement at={message.at}>{words.moderate.log.clock(message.at)}</TimeElement>
      </p>
      <p className="said-text">{message.text}</p>
      {message.isDeleted && <p className="said-deleted">{words.moderate.deleted}</p>}
      {state.rights.includes('talk') && <MessageActions {...props} />}
    </li>
  );
}

/** Messages, newest first, with the moderators' actions. */
export function MessagesPanel({ state }: { state: ModerateState }) {
  const messages = useValue(state.session.messages);
  const entries = useValue(state.session.curationLog);
  const nowMs = useNow(state.session.watch.sync.clock.wallNow, tickMs);
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
