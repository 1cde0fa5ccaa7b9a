import './OpenEventSheet.css';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { EventForm } from './EventForm.tsx';
import { EventLinks } from './EventLinks.tsx';
import type { Opening } from './opening.ts';
import { Sheet } from './Sheet.tsx';
import { dateAndTimeOf } from './when.ts';

/** First the form, then the links of the opened event. */
export function OpenEventSheet({ opening, onClose }: { opening: Opening; onClose(): void }) {
  const state = useValue(opening.state);
  if (state.state === 'opened') {
    const { title, startsAt } = state.own;
    const isAhead = startsAt > Date.now();
    const heading = isAhead ? words.home.isSet(title, dateAndTimeOf(startsAt, Date.now())) : words.home.isOpen(title);
    return (
      <Sheet key="opened" heading={heading} onClose={onClose}>
        <EventLinks own={state.own} />
      </Sheet>
    );
  }
  return (
    <Sheet key="form" heading={words.home.openEvent} onClose={onClose}>
      <EventForm opening={opening} />
    </Sheet>
  );
}
