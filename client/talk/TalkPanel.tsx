import './TalkPanel.css';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { reactions } from '../../shared/talk.ts';
import { nameOf } from '../grid/nameOf.ts';
import { Icon } from '../ui/Icon.tsx';
import { useFocusInside } from '../ui/useFocusInside.ts';
import { useValue } from '../useValue.ts';
import { language, words } from '../words/words.ts';
import { MessageForm } from './MessageForm.tsx';
import { MessageList } from './MessageList.tsx';
import { ReactionSign } from './ReactionSign.tsx';
import type { Talk } from './talk.ts';
import { useAboveKeyboard } from './useAboveKeyboard.ts';

type Props = {
  talk: Talk;
  perspectives: readonly Perspective[];
  /** The one in focus: what is said and felt may be about it. */
  focus: string | null;
  /** The event's clock, ms. */
  now(): number;
  onFocus(id: string): void;
  onClose(): void;
};

const counted = new Intl.NumberFormat(language, { notation: 'compact' });

function Reactions({ talk, about }: { talk: Talk; about: Perspective | null }) {
  const counts = useValue(talk.counts);
  const name = about ? words.talk.reactionsTo(nameOf(about)) : words.talk.reactions;
  return (
    <fieldset className="talk-reactions" aria-label={name} title={name}>
      {reactions.map((reaction) => {
        const count = counts[reaction] ?? 0;
        return (
          <button
            key={reaction}
            type="button"
            aria-label={words.talk.withCount(words.talk.react[reaction], count)}
            onClick={() => talk.react(reaction, about?.id ?? null)}
          >
            <ReactionSign reaction={reaction} />
            <span className="talk-count" aria-hidden="true">
              {count > 0 && counted.format(count)}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}

/** A conversation around the same moment, beside the pictures. */
export function TalkPanel({ talk, perspectives, focus, now, onFocus, onClose }: Props) {
  const panel = useRef<HTMLElement>(null);
  useFocusInside(panel);
  useAboveKeyboard(panel);
  useEffect(() => {
    talk.setOpen(true);
    return () => talk.setOpen(false);
  }, [talk]);
  const about = perspectives.find(({ id }) => id === focus) ?? null;
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      className="plan-panel talk-panel"
      ref={panel}
      tabIndex={-1}
      aria-label={words.talk.title}
      onKeyDown={closeByKey}
    >
      <header>
        <h2>{words.talk.title}</h2>
        <button type="button" className="bar-tool" aria-label={words.ui.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <MessageList talk={talk} perspectives={perspectives} now={now} onFocus={onFocus} />
      <Reactions talk={talk} about={about} />
      <MessageForm talk={talk} about={about} />
    </aside>
  );
}
