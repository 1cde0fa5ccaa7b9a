import './OpenEventSheet.css';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';
import { EventForm } from './EventForm.tsx';
import { EventLinks } from './EventLinks.tsx';
import type { Opening } from './opening.ts';
import { Sheet } from './Sheet.tsx';

/** First the form, then the links of the opened event. */
export function OpenEventSheet({ opening, onClose }: { opening: Opening; onClose(): void }) {
  const state = useValue(opening.state);
  if (state.state === 'opened') {
    return (
      <Sheet key="opened" heading={words.home.isOpen(state.own.title)} onClose={onClose}>
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
