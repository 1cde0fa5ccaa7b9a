import './PlanPanel.css';
import { Icon } from '../ui/Icon.tsx';
import { SidePanel } from '../ui/SidePanel.tsx';
import { type PlanProps, VenuePlan } from '../venue/VenuePlan.tsx';
import { words } from '../words/words.ts';

type Props = PlanProps & { onStep(by: 1 | -1): void; onClose(): void };

/** The plan beside the grid. It may be open from the start, so it leaves the focus where it is. */
export function PlanPanel({ onStep, onClose, ...plan }: Props) {
  const steps = (plan.scene?.spots.length ?? 0) > 1 && (
    <>
      <button type="button" className="icon-tool bar-tool" aria-label={words.watch.stepLeft} onClick={() => onStep(-1)}>
        <Icon name="previous" />
      </button>
      <button type="button" className="icon-tool bar-tool" aria-label={words.watch.stepRight} onClick={() => onStep(1)}>
        <Icon name="next" />
      </button>
    </>
  );
  return (
    <SidePanel
      name={words.watch.plan}
      variant="quiet"
      className="plan-panel"
      tools={steps}
      takesFocus={false}
      onClose={onClose}
    >
      <VenuePlan {...plan} />
    </SidePanel>
  );
}
