import './TalkPanel.css';
import { useEffect } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import { reactions } from '../../shared/talk.ts';
import { nameOf } from '../grid/nameOf.ts';
import { SidePanel } from '../ui/SidePanel.tsx';
import { useValue } from '../useValue.ts';
import { language, words } from '../words/words.ts';
import { MessageForm } from './MessageForm.tsx';
import { MessageList } from './MessageList.tsx';
import { ReactionSign } from './ReactionSign.tsx';
import type { Talk } from './talk.ts';

type Props = {
  talk: Talk;
  perspectives: readonly Perspective[];
  /** The focused perspective: messages and reactions may be about it. */
  focus: string | null;
  /** Server time, ms. */
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

/** The chat and the reactions beside the grid. */
export function TalkPanel({ talk, perspectives, focus, now, onFocus, onClose }: Props) {
  useEffect(() => {
    talk.setOpen(true);
    return () => talk.setOpen(false);
  }, [talk]);
  const about = perspectives.find(({ id }) => id === focus) ?? null;
  return (
    <SidePanel name={words.talk.title} variant="quiet" className="talk-panel" closesOnEscape onClose={onClose}>
      <MessageList talk={talk} perspectives={perspectives} now={now} onFocus={onFocus} />
      <Reactions talk={talk} about={about} />
      <MessageForm talk={talk} about={about} />
    </SidePanel>
  );
}
