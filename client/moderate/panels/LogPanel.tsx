import './LogPanel.css';
import { useId, useMemo, useState } from 'react';
import { isWanted, type LogEntry } from '../../../shared/curationLog.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { download } from '../../ui/download.ts';
import { Each } from '../../ui/Each.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TimeElement } from '../../ui/TimeElement.tsx';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { byWhom, changesOf, mayUndo, whatWasDone } from '../session/curationLogInWords.ts';
import type { ModerateState } from '../state/useModerateState.ts';
import { readingOrder, type WallSections } from '../state/wallOrder.ts';

type Filter = { perspective: string; act: string };
type LineProps = { entry: LogEntry; state: ModerateState };

function Line({ entry, state: { me, rights, session } }: LineProps) {
  const { log, reasons } = words.moderate;
  const isPending = useValue(session.decisions.pending).has(entry.target.id);
  const what = whatWasDone(entry);
  const because = [
    ...(entry.report ? [log.becauseOf(reasons[entry.report])] : []),
    ...(entry.why ? [log.why(entry.why)] : []),
  ];
  return (
    <li className="log-line" data-entry={entry.id} data-undone={entry.undoneBy !== null}>
      <TimeElement at={entry.at}>{log.clock(entry.at)}</TimeElement>
      <div>
        <p className="log-what">{what}</p>
        <p className="log-by">
          {byWhom(entry.by, me)}
          {because.map((each) => (
            <span key={each}>{each}</span>
          ))}
          {entry.undoneBy !== null && <span>{log.isUndone}</span>}
        </p>
        {changesOf(entry).map(({ field, before, after }) => (
          <p key={field} className="log-change">
            {log.change(field, before, after)}
          </p>
        ))}
      </div>
      {mayUndo(entry, rights) && (
        <button
          type="button"
          className="icon-tool"
          aria-label={log.undoOf(what)}
          title={log.undo}
          disabled={isPending}
          onClick={() => void session.decisions.undo(entry.id, what)}
        >
          <Icon name="undo" />
        </button>
      )}
    </li>
  );
}

type ChooserProps = {
  name: string;
  all: string;
  value: string;
  options: Map<string, string>;
  onChange(v: string): void;
};

function Chooser({ name, all, value, options, onChange }: ChooserProps) {
  const id = useId();
  return (
    <>
      <label className="unseen" htmlFor={id}>
        {name}
      </label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{all}</option>
        {[...options].map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </>
  );
}

/** Options of the filters. Present perspectives have their current name, others the one in the log. */
function choicesOf(entries: readonly LogEntry[], wall: WallSections) {
  const about = entries.flatMap(({ target, whom }) =>
    target.is === 'perspective' ? [[target.id, whom || target.id] as const] : [],
  );
  const here = readingOrder(wall).map((each) => [each.id, nameOf(each)] as const);
  const perspectives = new Map([...about, ...here]);
  return { perspectives, acts: new Map(entries.map(({ act }) => [act as string, words.acts[act]])) };
}

function save(state: ModerateState, entries: readonly LogEntry[]) {
  const { event } = state;
  if (!event) return;
  const { id, title } = event;
  const text = JSON.stringify({ event: id, title, exportedAt: new Date().toISOString(), entries }, null, 2);
  download(`${id}-log.json`, text);
}

/** The curation log, newest first. */
export function LogPanel({ state }: { state: ModerateState }) {
  const entries = useValue(state.session.curationLog);
  const [{ perspective, act }, setFilter] = useState<Filter>({ perspective: '', act: '' });
  const { log } = words.moderate;
  const { perspectives, acts } = useMemo(() => choicesOf(entries, state.wall), [entries, state.wall]);
  if (!state.rights.includes('log')) return <p className="panel-none">{log.noRight}</p>;
  const query = { ...(perspective ? { perspective } : {}), ...(act ? { act } : {}) };
  const wanted = entries.filter((entry) => isWanted(entry, query));
  return (
    <>
      <div className="log-filter">
        <Chooser
          name={log.about}
          all={log.aboutAll}
          value={perspective}
          options={perspectives}
          onChange={(next) => setFilter({ perspective: next, act })}
        />
        <Chooser
          name={log.act}
          all={log.actAll}
          value={act}
          options={acts}
          onChange={(next) => setFilter({ perspective, act: next })}
        />
        <button type="button" className="panel-button" onClick={() => save(state, wanted)}>
          <Icon name="save" />
          {log.save}
        </button>
      </div>
      {wanted.length === 0 && <p className="panel-none">{entries.length === 0 ? log.nothing : log.nothingSuch}</p>}
      <ol className="log-lines">
        {wanted.toReversed().map((entry) => (
          <Each key={entry.id} of={entry}>
            <Line entry={entry} state={state} />
          </Each>
        ))}
      </ol>
    </>
  );
}
