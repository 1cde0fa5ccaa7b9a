import './StatusPanel.css';
import { nameOf } from '../../grid/nameOf.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { gradeOf, worstOf } from '../state/signalGrade.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder } from '../state/wallOrder.ts';
import { SignalBars } from '../wall/SignalBars.tsx';

const maxShown = 5;
/** Load share from which a worker is marked as nearly full. */
const nearlyFull = 0.85;

function Figure({ name, value }: { name: string; value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Worst({ state }: { state: ModerateState }) {
  const { figures, wall, show } = state;
  const all = new Map(readingOrder(wall).map((each) => [each.id, each]));
  const worst = worstOf([...figures.status.values()], maxShown).flatMap((status) => {
    const perspective = all.get(status.perspective);
    return perspective ? [{ status, perspective }] : [];
  });
  return (
    <section className="panel-part" aria-label={words.moderate.worst}>
      <h3>{words.moderate.worst}</h3>
      {worst.length === 0 && <p>{words.moderate.noWorst}</p>}
      <ul className="status-worst">
        {worst.map(({ status, perspective }) => (
          <li key={perspective.id}>
            <button type="button" onClick={() => show(perspective.id)}>
              <SignalBars grade={gradeOf(perspective, status)} />
              <strong>{nameOf(perspective)}</strong>
              <span>{words.moderate.network(status.bps, Math.round(status.lostShare * 100))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** State of the event's media: rates, workers, worst connections. */
export function StatusPanel({ state }: { state: ModerateState }) {
  const status = useValue(state.session.status);
  const texts = words.moderate;
  if (!status) return <p className="panel-none">{texts.measuring}</p>;
  const bps = status.perspectives.reduce((sum, each) => sum + each.bps, 0);
  const viewers = status.perspectives.reduce((sum, each) => sum + each.viewers, 0);
  return (
    <>
      <dl className="status-figures">
        <Figure name={texts.statusPerspectives} value={status.perspectives.length} />
        <Figure name={texts.statusIn} value={texts.megabits(bps)} />
        <Figure name={texts.statusViewers} value={viewers} />
      </dl>
      <section className="panel-part" aria-label={texts.workers}>
        <h3>{texts.workers}</h3>
        <ul className="status-workers">
          {status.workers.map(({ loadShare }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: workers are identified by their index only
            <li key={index} data-full={loadShare >= nearlyFull}>
              <span>{texts.worker(index + 1)}</span>
              <progress value={Math.min(1, loadShare)} aria-label={texts.worker(index + 1)} />
              <span>{texts.load(Math.round(loadShare * 100))}</span>
            </li>
          ))}
        </ul>
      </section>
      <Worst state={state} />
    </>
  );
}
