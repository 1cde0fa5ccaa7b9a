import './ModerateBar.css';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';
import { type ModeratePanelName, type ModerateState, panelNames } from './state/useModerateState.ts';

const icons: Record<ModeratePanelName, IconName> = {
  event: 'door',
  reports: 'flag',
  coverage: 'around',
  log: 'log',
  talk: 'talk',
  status: 'pulse',
};

/** Opens the panels; on phones at the lower edge, within reach of the thumb. */
export function PanelTabs({ state }: { state: ModerateState }) {
  const { panel, togglePanel, figures } = state;
  return (
    <nav className="moderate-tabs" aria-label={words.moderate.pageTitle}>
      {panelNames.map((name, index) => {
        const text = words.moderate.panels[name];
        const count = name === 'reports' ? figures.reports.size : 0;
        return (
          <button
            key={name}
            type="button"
            className="moderate-tab"
            data-tab={name}
            aria-expanded={panel === name}
            title={words.moderate.panelKey(text, index + 1)}
            onClick={() => togglePanel(name)}
          >
            <Icon name={icons[name]} />
            <span>{text}</span>
            {count > 0 && (
              <>
                <b aria-hidden="true">{count}</b>
                <span className="unseen">{words.moderate.reportsTotal(count)}</span>
              </>
            )}
          </button>
        );
      })}
    </nav>
  );
}

function Views({ state: { view, setView } }: { state: ModerateState }) {
  return (
    <fieldset className="moderate-views">
      <legend className="unseen">{words.moderate.views.legend}</legend>
      {(['wall', 'grid'] as const).map((name) => (
        <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
          {words.moderate.views[name]}
        </button>
      ))}
    </fieldset>
  );
}

/** The event's title and state, the view switch and the panels' tabs. */
export function ModerateBar({ state }: { state: ModerateState }) {
  const { event, wall, setDialog, setPanel } = state;
  const live = wall.inside.filter((each) => each.state === 'live').length;
  return (
    <header className="moderate-bar">
      <div className="moderate-title">
        <h1>{event?.title ?? '\u00a0'}</h1>
        <p>
          <span className="moderate-live" data-live={live > 0}>
            {words.watch.live} {live}
          </span>
          {event && (
            <button
              type="button"
              className="moderate-doors"
              data-doors={event.endsAt === null ? event.doors : 'over'}
              onClick={() => setPanel('event')}
            >
              {event.endsAt === null ? words.moderate.doorsNow[event.doors] : words.moderate.over}
            </button>
          )}
        </p>
      </div>
      <Views state={state} />
      <PanelTabs state={state} />
      <button
        type="button"
        className="icon-tool moderate-help"
        aria-label={words.moderate.help}
        title={words.moderate.help}
        onClick={() => setDialog({ is: 'keys' })}
      >
        <Icon name="help" />
      </button>
    </header>
  );
}
