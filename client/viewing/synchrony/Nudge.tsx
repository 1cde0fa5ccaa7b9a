import './Nudge.css';
import type { Perspective } from '../../../shared/domain.ts';
import { exactOf } from '../../grid/latencyFigures.ts';
import { useValue } from '../../useValue.ts';
import { words } from '../../words/words.ts';
import { type Nudging, nudgeStepMs } from './nudging.ts';
import { useHold } from './useHold.ts';

type Props = { perspective: Perspective; name: string; nudging: Nudging };

/** What else there is to do with a correction. */
function More({ perspective, own, nudging }: Omit<Props, 'name'> & { own: number }) {
  const saved = perspective.curation.nudgeMs;
  const mayClear = saved !== 0 && own === 0 && nudging.maySave;
  return (
    <div className="nudge-more">
      {saved !== 0 && <span>{words.sync.forAll(exactOf(saved))}</span>}
      {mayClear && (
        <button type="button" onClick={() => void nudging.clear(perspective)}>
          {words.sync.clear}
        </button>
      )}
      {own !== 0 && (
        <button type="button" onClick={() => nudging.reset(perspective.id)}>
          {words.sync.reset}
        </button>
      )}
      {own !== 0 && nudging.maySave && (
        <button type="button" className="nudge-save" onClick={() => void nudging.save(perspective)}>
          {words.sync.save}
        </button>
      )}
    </div>
  );
}

/** Shows one tile a little earlier or later, for this viewer; a moderator may keep it for everybody. */
export function Nudge({ perspective, name, nudging }: Props) {
  const { id, curation } = perspective;
  const own = useValue(nudging.ownOf(id));
  const earlier = useHold(() => nudging.step(id, -nudgeStepMs));
  const later = useHold(() => nudging.step(id, nudgeStepMs));
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
      {(own !== 0 || curation.nudgeMs !== 0) && <More perspective={perspective} own={own} nudging={nudging} />}
    </>
  );
}
