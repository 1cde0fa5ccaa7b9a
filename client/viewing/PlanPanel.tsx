import './PlanPanel.css';
import { Icon } from '../ui/Icon.tsx';
import { type PlanProps, VenuePlan } from '../venue/VenuePlan.tsx';
import { words } from '../words/words.ts';

type Props = PlanProps & { onStep(by: 1 | -1): void; onClose(): void };

/** The plan beside the grid, or on small screens as a sheet over its lower edge. */
export function PlanPanel({ onStep, onClose, ...plan }: Props) {
  const canStep = (plan.scene?.spots.length ?? 0) > 1;
  return (
    <aside className="plan-panel" aria-label={words.watch.plan}>
      <header>
        <h2>{words.watch.planTitle}</h2>
        {canStep && (
          <>
            <button type="button" className="bar-tool" aria-label={words.watch.stepLeft} onClick={() => onStep(-1)}>
              <Icon name="previous" />
            </button>
            <button type="button" className="bar-tool" aria-label={words.watch.stepRight} onClick={() => onStep(1)}>
              <Icon name="next" />
            </button>
          </>
        )}
        <button type="button" className="bar-tool" aria-label={words.ui.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <VenuePlan {...plan} />
    </aside>
  );
}
