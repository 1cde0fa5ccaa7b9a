import type { ReactNode } from 'react';
import type { PerspectiveStatus, Reported } from '../../../shared/conversations/moderator.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { Icon } from '../../ui/Icon.tsx';
import { words } from '../../words/words.ts';
import { batteryOf, reportsInWords } from '../state/perspectiveInWords.ts';
import { gradeOf } from '../state/signalGrade.ts';
import { BatterySign } from '../wall/BatterySign.tsx';
import { SignalBars } from '../wall/SignalBars.tsx';

type Props = {
  perspective: Perspective;
  status: PerspectiveStatus | undefined;
  reported: Reported | undefined;
  /** Where the camera stands, in words; empty if unknown. */
  place: string;
};

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What is known about the chosen perspective. */
export function ChosenFacts({ perspective, status, reported, place }: Props) {
  const { backstage, curation, label } = perspective;
  const { facts } = words.moderate;
  const battery = batteryOf(perspective);
  const grade = gradeOf(perspective, status);
  return (
    <div className="chosen-known">
      {reported && (
        <div className="chosen-reports">
          <p>
            <Icon name="flag" />
            {reportsInWords(reported)}
          </p>
          {reported.notes.map((note) => (
            <blockquote key={note}>{note}</blockquote>
          ))}
        </div>
      )}
      {backstage?.isSuspect && (
        <p className="chosen-suspect">
          <Icon name="warning" />
          {words.moderate.suspect}
        </p>
      )}
      <dl className="chosen-facts">
        {grade && (
          <Fact name={facts.network}>
            <SignalBars grade={grade} />
            {status
              ? words.moderate.network(status.bps, Math.round(status.lostShare * 100))
              : words.moderate.grades[grade]}
          </Fact>
        )}
        {backstage && <Fact name={facts.viewers}>{backstage.watching}</Fact>}
        {status && status.cannotPlay > 0 && <Fact name={facts.cannotPlay}>{status.cannotPlay}</Fact>}
        {battery && (
          <Fact name={facts.battery}>
            <BatterySign {...battery} />
            {words.moderate.percent(battery.percent)}
            {battery.isCharging && ` · ${words.moderate.charging}`}
          </Fact>
        )}
        {curation.group && <Fact name={facts.group}>{curation.group}</Fact>}
        {curation.name && label && <Fact name={facts.label}>{label}</Fact>}
        {place && <Fact name={facts.place}>{place}</Fact>}
      </dl>
    </div>
  );
}
