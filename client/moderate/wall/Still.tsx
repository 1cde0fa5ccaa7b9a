import './Still.css';
import { useValue } from '../../useValue.ts';
import type { Stills } from '../../viewing/session/stills.ts';

/** The newest still of a perspective; nothing until there is one. */
export function Still({ stills, id }: { stills: Stills; id: string }) {
  const address = useValue(stills.of(id));
  return address && <img className="still" src={address} alt="" draggable={false} />;
}
