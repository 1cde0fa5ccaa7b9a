import './ModerateBar.css';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { type PanelName, panelNames, type RoomState } from './state/useModerateState.ts';

const icons: Record<PanelName, IconName> = {
  event: 'door',
  reports: 'flag',
  coverage: 'around',
  log: 'log',
  talk: 'talk',
  status: 'pulse',
};

/** Opens the panels; on a phone it lies where the thumb is. */
export function RoomTabs({ state }: { state: RoomState }) {
  const { panel, togglePanel, figures } = state;
  return (
    <nav className="room-tabs" aria-label={words.moderate.pageTitle}>
      {panelNames.map((name, index) => {
        const text = words.moderate.panels[name];
        const count = name === 'reports' ? figures.reports.size : 0;
        return (
          <button
            key={name}
            type="button"
            className="room-tab"
            data-tab={name}
            aria-expanded={panel === name}
            aria-label={count > 0 ? `${text}: ${words.moderate.reportsTotal(count)}` : text}
            title={words.moderate.panelKey(text, index + 1)}
            onClick={() => togglePanel(name)}
          >
            <Icon name={icons[name]} />
            <span className="room-tab-whole">{text}</span>
            <span className="room-tab-short">{words.moderate.panelsShort[name]}</span>
            {count > 0 && <b aria-hidden="true">{count}</b>}
          </button>
        );
      })}
    </nav>
  );
}

function Views({ state: { view, setView } }: { state: RoomState }) {
  return (
    <fieldset className="room-views">
      <legend className="unseen">{words.moderate.views.legend}</legend>
      {(['wall', 'grid'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view === name}
          aria-label={words.moderate.views[name]}
          title={words.moderate.views[name]}
          onClick={() => setView(name)}
        >
          {words.moderate.viewsShort[name]}
        </button>
      ))}
    </fieldset>
  );
}

/** What the event is, how it stands, and what else there is to see. */
export function RoomBar({ state }: { state: RoomState }) {
  const { event, wall, setAsking, setPanel } = state;
  const live = wall.inside.filter((each) => each.state === 'live').length;
  return (
    <header className="room-bar">
      <div className="room-title">
        <h1>{event?.title ?? '\u00a0'}</h1>
        <p>
          <span className="room-live" data-live={live > 0}>
            {words.watch.live} {live}
          </span>
          {event && (
            <button
              type="button"
              className="room-doors"
              data-doors={event.endsAt === null ? event.doors : 'over'}
              onClick={() => setPanel('event')}
            >
              {event.endsAt === null ? words.moderate.doorsNow[event.doors] : words.moderate.over}
            </button>
          )}
        </p>
      </div>
      <Views state={state} />
      <RoomTabs state={state} />
      <button
        type="button"
        className="round-tool room-help"
        aria-label={words.moderate.help}
        title={words.moderate.help}
        onClick={() => setAsking({ is: 'keys' })}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}
