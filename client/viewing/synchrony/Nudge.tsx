import './Nudge.css';
import type { Perspective } from '../../../shared/domain.ts';
import { exactOf } from '../../grid/latencyFigures.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { type Nudges, nudgeStepMs } from './nudges.ts';
import { useHold } from './useHold.ts';

type Props = { perspective: Perspective; name: string; nudges: Nudges };

/** Resets a correction, or saves it for everybody. */
function More({ perspective, own, nudges }: Omit<Props, 'name'> & { own: number }) {
  const saved = perspective.curation.nudgeMs;
  const mayClear = saved !== 0 && own === 0 && nudges.maySave;
  return (
    <div className="nudge-more">
      {saved !== 0 && <span>{words.sync.forAll(exactOf(saved))}</span>}
      {mayClear && (
        <button type="button" onClick={() => void nudges.clear(perspective)}>
          {words.sync.clear}
        </button>
      )}
      {own !== 0 && (
        <button type="button" onClick={() => nudges.reset(perspective.id)}>
          {words.sync.reset}
        </button>
      )}
      {own !== 0 && nudges.maySave && (
        <button type="button" className="nudge-save" onClick={() => void nudges.save(perspective)}>
          {words.sync.save}
        </button>
      )}
    </div>
  );
}

/** Shows one tile a little earlier or later to this viewer; a moderator may save that for everybody. */
export function Nudge({ perspective, name, nudges }: Props) {
  const { id, curation } = perspective;
  const own = useValue(nudges.ownOf(id));
  const earlier = useHold(() => nudges.step(id, -nudgeStepMs));
  const later = useHold(() => nudges.step(id, nudgeStepMs));
  return (
    <>
      <fieldset className="nudge" data-own={own !== 0}>
        <legend className="unseen">{words.sync.nudge(name)}</legend>
        <button type="button" aria-label={words.sync.earlier} title={words.sync.earlier} {...earlier}>
          −
        </button>
        <output>{exactOf(own)}</output>
        <button type="button" aria-label={words.sync.later} title={words.sync.later} {...later}>
          +
        </button>
      </fieldset>
      {(own !== 0 || curation.nudgeMs !== 0) && <More perspective={perspective} own={own} nudges={nudges} />}
    </>
  );
}
