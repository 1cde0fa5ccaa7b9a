import './ReportsPanel.css';
import type { Reported } from '../../../shared/conversations/moderator.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { reportReasons } from '../../../shared/reports.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Each } from '../../ui/Each.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import type { ModeratorCommands } from '../state/moderatorCommands.ts';
import { offeredActions } from '../state/offeredActions.ts';
import { effectiveStateInWords } from '../state/perspectiveInWords.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder } from '../state/wallOrder.ts';
import { Still } from '../wall/Still.tsx';

type Props = { state: ModerateState; commands: ModeratorCommands };

const tickMs = 5_000;
/** Actions that answer a report, in this order. */
const offered = ['blackout', 'lift', 'dismissReports'] as const;

function Reasons({ reported: { reasons } }: { reported: Reported }) {
  return (
    <p className="report-reasons">
      {reportReasons.map((reason) => {
        const count = reasons[reason] ?? 0;
        return (
          count > 0 && (
            <span key={reason} data-reason={reason}>
              {words.moderate.reasons[reason]}
              {count > 1 && ` × ${count}`}
            </span>
          )
        );
      })}
    </p>
  );
}

function One({ state, commands, reported, nowMs }: Props & { reported: Reported; nowMs: number }) {
  const perspective = readingOrder(state.wall).find(({ id }) => id === reported.perspective);
  const { show, choice, rights, session } = state;
  if (!perspective) return null;
  const name = nameOf(perspective);
  const seconds = Math.max(0, Math.round((nowMs - reported.newestAt) / 1_000));
  const actions = offeredActions(perspective, true).filter(({ name: action }) =>
    offered.some((each) => each === action),
  );
  return (
    <li className="report-card" data-report={reported.perspective}>
      <button
        type="button"
        className="report-face"
        title={words.moderate.showReported}
        aria-pressed={choice.chosen?.id === perspective.id}
        onClick={() => show(perspective.id)}
      >
        <span className="report-picture">
          {effectiveStateOf(perspective) !== 'blackout' && <Still stills={session.watch.stills} id={perspective.id} />}
        </span>
        <span className="report-text">
          <strong>{name}</strong>
          <span>{effectiveStateInWords(perspective)}</span>
          <span>
            {words.moderate.reportsTotal(reported.count)} · {words.moderate.ago(words.moderate.duration(seconds))}
          </span>
        </span>
      </button>
      <Reasons reported={reported} />
      {reported.notes.map((note) => (
        <blockquote key={note}>{note}</blockquote>
      ))}
      {rights.includes('curate') && (
        <div className="panel-actions">
          {actions.map(({ name: action, icon, short, text }) => (
            <button
              key={action}
              type="button"
              className="panel-button"
              data-action={action}
              aria-label={text}
              onClick={() => commands.act(perspective, action)}
            >
              <Icon name={icon} />
              {short}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

/** Viewers' reports, most urgent first. */
export function ReportsPanel({ state, commands }: Props) {
  const reports = useValue(state.session.reports);
  const nowMs = useNow(state.session.watch.sync.clock.wallNow, tickMs);
  if (!state.rights.includes('log')) return <p className="panel-none">{words.moderate.log.noRight}</p>;
  if (reports.length === 0) return <p className="panel-none">{words.moderate.noReports}</p>;
  return (
    <ol className="reports">
      {reports.map((reported) => (
        <Each key={reported.perspective} of={reported}>
          <One state={state} commands={commands} reported={reported} nowMs={nowMs} />
        </Each>
      ))}
    </ol>
  );
}
