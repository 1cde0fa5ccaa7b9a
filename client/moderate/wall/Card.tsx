import './Card.css';
import type { PerspectiveStatus, Reported } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { effectiveStateOf } from '../../../shared/lifecycle.ts';
import { dragProps } from '../../grid/dragProps.ts';
import { nameOf } from '../../grid/nameOf.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Stills } from '../../viewing/session/stills.ts';
import { words } from '../../words/words.ts';
import type { ActionName } from '../state/offeredActions.ts';
import {
  ageOf,
  batteryInWords,
  batteryOf,
  effectiveStateInWords,
  reportsInWords,
} from '../state/perspectiveInWords.ts';
import { gradeOf } from '../state/signalGrade.ts';
import type { Section } from '../state/wallOrder.ts';
import { BatterySign } from './BatterySign.tsx';
import { SignalBars } from './SignalBars.tsx';
import { Still } from './Still.tsx';

type Props = {
  perspective: Perspective;
  section: Section;
  stills: Stills;
  status: PerspectiveStatus | undefined;
  reported: Reported | undefined;
  nowMs: number;
  isChosen: boolean;
  isPending: boolean;
  /** Roving tabindex: only one of all cards is reached by Tab. */
  isStop: boolean;
  mayCurate: boolean;
  mayOrder: boolean;
  onChoose(id: string): void;
  onAction(perspective: Perspective, name: ActionName): void;
  onMoveTo(moved: string, target: string): void;
};

/** A card's content for screen readers. */
function cardInWords({ perspective, section, status, reported, nowMs }: Props): string {
  const grade = gradeOf(perspective, status);
  const { curation, backstage, media } = perspective;
  return [
    effectiveStateInWords(perspective),
    ...(section === 'out' ? [] : [words.moderate.since(ageOf(perspective, nowMs))]),
    ...(section !== 'out' && !media.video ? [words.moderate.cameraOff] : []),
    ...(curation.featured ? [words.moderate.featured] : []),
    ...(curation.group ? [curation.group] : []),
    ...(reported ? [reportsInWords(reported)] : []),
    ...(grade ? [words.moderate.grades[grade]] : []),
    ...(backstage ? [words.moderate.viewers(backstage.watching)] : []),
    ...(backstage?.isSuspect ? [words.moderate.suspect] : []),
    batteryInWords(perspective) ?? [],
  ]
    .flat()
    .join(', ');
}

function Line({ perspective, section, status, nowMs }: Props) {
  const { backstage, curation } = perspective;
  const battery = batteryOf(perspective);
  return (
    <span className="card-line" aria-hidden="true">
      {section === 'out' ? words.moderate.isAway : <span>{ageOf(perspective, nowMs)}</span>}
      {curation.group && <span className="card-group">{curation.group}</span>}
      <span className="card-figures">
        {backstage && backstage.watching > 0 && (
          <span className="card-watching">
            <Icon name="eye" />
            {backstage.watching}
          </span>
        )}
        {battery && (
          <span className="card-battery">
            <BatterySign {...battery} />
            {words.moderate.percent(battery.percent)}
          </span>
        )}
        <SignalBars grade={section === 'out' ? null : gradeOf(perspective, status)} />
      </span>
    </span>
  );
}

function Face(props: Props) {
  const { perspective, stills, reported, isChosen, isStop, onChoose } = props;
  const { id, curation, backstage, media } = perspective;
  const effectiveState = effectiveStateOf(perspective);
  const name = nameOf(perspective);
  return (
    <button
      type="button"
      className="card-face"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isChosen}
      onClick={() => onChoose(id)}
    >
      <span className="unseen">{words.moderate.card(name, cardInWords(props))}</span>
      <span className="wall-picture">
        {effectiveState !== 'blackout' && <Still stills={stills} id={id} />}
        <span className="card-letter" aria-hidden="true">
          {[...name][0]?.toUpperCase()}
        </span>
        <span className="card-effective-state" aria-hidden="true">
          {effectiveStateInWords(perspective)}
        </span>
        {!media.video && effectiveState !== 'banned' && effectiveState !== 'removed' && (
          <span className="card-note" aria-hidden="true">
            {words.moderate.cameraOff}
          </span>
        )}
        {reported && (
          <span className="card-reports" aria-hidden="true" title={reportsInWords(reported)}>
            <Icon name="flag" />
            {reported.count}
          </span>
        )}
      </span>
      <span className="card-name" aria-hidden="true">
        {curation.featured && <Icon name="star" />}
        <span>{name}</span>
        {curation.trusted && <Icon name="moderate" />}
        {backstage?.isSuspect && (
          <span className="card-suspect" title={words.moderate.suspect}>
            <Icon name="warning" />
          </span>
        )}
      </span>
      <Line {...props} />
    </button>
  );
}

export function Card(props: Props) {
  const { perspective, section, isChosen, isPending, mayCurate, mayOrder, onAction, onMoveTo } = props;
  const { id, curation } = perspective;
  const isSorted = section === 'inside' && mayOrder;
  return (
    <li
      className="wall-card"
      data-card={id}
      data-perspective={id}
      data-effective-state={effectiveStateOf(perspective)}
      data-section={section}
      data-featured={curation.featured}
      data-chosen={isChosen}
      data-pending={isPending}
      {...dragProps({ kind: 'card', id, isEnabled: isSorted, onMoveTo })}
    >
      <Face {...props} />
      {section === 'waiting' && mayCurate && (
        <button
          type="button"
          className="card-let-in"
          aria-label={words.moderate.actions.letIn(nameOf(perspective))}
          disabled={isPending}
          onClick={() => onAction(perspective, 'letIn')}
        >
          <Icon name="check" />
          {words.moderate.letIn}
        </button>
      )}
    </li>
  );
}
