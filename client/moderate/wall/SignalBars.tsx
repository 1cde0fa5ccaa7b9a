import './SignalBars.css';
import { words } from '../../words/words.ts';
import type { Grade } from '../state/signalGrade.ts';

/** A phone's connection as three bars; nothing while it is unknown. */
export function SignalBars({ grade }: { grade: Grade | null }) {
  if (!grade) return null;
  return (
    <span className="bars" data-grade={grade} title={words.moderate.grades[grade]}>
      <i />
      <i />
      <i />
    </span>
  );
}
