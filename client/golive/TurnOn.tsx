import './TurnOn.css';
import type { Doors } from '../../shared/domain.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { words } from '../words/words.ts';

type Props = { doors: Doors | undefined; onTurnOn(): void };

/** What the camera is for, and what is shown and kept, before the browser asks. */
export function TurnOn({ doors, onTurnOn }: Props) {
  const { turnOn } = words.live;
  const reasons: readonly [IconName, string][] = [
    ['camera', turnOn.why],
    ['eyeShut', doors === 'held' || doors === 'paused' ? turnOn.shownHeld : turnOn.shown],
    ['remove', turnOn.kept],
  ];
  return (
    <div className="film-middle">
      <div className="turn-on">
        <h2>{turnOn.title}</h2>
        <ul>
          {reasons.map(([icon, text]) => (
            <li key={icon}>
              <Icon name={icon} />
              {text}
            </li>
          ))}
        </ul>
        <button type="button" className="film-go" onClick={onTurnOn}>
          {turnOn.act}
        </button>
      </div>
    </div>
  );
}
