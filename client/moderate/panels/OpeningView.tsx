import type { Event } from '../../../shared/domain.ts';
import { parseArrangement, writeArrangement } from '../../grid/arrangement.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { ModerateState } from '../state/useModerateState.ts';

/** The arrangement of this page's grid, written as in a viewer's link. */
function arrangementHere(): string {
  // Sound and delay stay each viewer's choice.
  return writeArrangement({ ...parseArrangement(location.search), heard: null, sync: 'together' }, '');
}

/** Offers viewers an arrangement to begin with. */
export function OpeningView({ state, event }: { state: ModerateState; event: Event }) {
  const { session, rights, view, setView } = state;
  const isPending = useValue(session.decisions.pending).has(event.id);
  const texts = words.moderate;
  if (!rights.includes('run')) return null;
  const offer = () => {
    // On the wall the arrangement is not visible, so show it before it is offered.
    if (view === 'grid') void session.actions.offerView(arrangementHere());
    else setView('grid');
  };
  return (
    <section className="panel-part" aria-label={texts.opening}>
      <h3>{texts.opening}</h3>
      <p>{event.view ? texts.openingIs : texts.openingNone}</p>
      <div className="panel-actions">
        <button type="button" className="panel-button" disabled={isPending} onClick={offer}>
          {view === 'grid' ? texts.offer : texts.arrange}
        </button>
        {event.view && (
          <button
            type="button"
            className="panel-button"
            disabled={isPending}
            onClick={() => void session.actions.offerView('')}
          >
            {texts.offerNone}
          </button>
        )}
      </div>
    </section>
  );
}
