import { type Offset, viewCone } from '../../shared/geo.ts';

type Props = { from: Offset; heading: number; lengthM: number };

/** The direction of a camera, in metres, north up. */
export function ViewCone({ from, heading, lengthM }: Props) {
  const corners = viewCone(from, heading, lengthM);
  return <polygon className="view-cone" points={corners.map(({ eastM, northM }) => `${eastM},${-northM}`).join(' ')} />;
}
