import type { Facing } from './capture.ts';

/** Angles of a phone in degrees, as in the Device Orientation specification. */
export type Attitude = {
  alpha: number | null;
  beta: number | null;
  gamma: number | null;
  /** Safari's own: direction of the phone's upper edge, clockwise from north. */
  webkitCompassHeading?: number;
  /** True if `alpha` is measured from north. */
  absolute?: boolean;
};

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const normalized = (degrees: number) => ((degrees % 360) + 360) % 360;

/** Below this the phone lies so flat that its back has no direction. */
const minLean = 0.2;

/**
 * Heading of the camera, degrees clockwise from north; null if unknown. `screenAngle` is the rotation of
 * the screen from upright, degrees.
 */
export function headingOf(attitude: Attitude, screenAngle: number, facing: Facing): number | null {
  const back = backHeading(attitude, screenAngle);
  return back === null ? null : Math.round(normalized(back + (facing === 'user' ? 180 : 0))) % 360;
}

function backHeading(attitude: Attitude, screenAngle: number): number | null {
  const { alpha, beta, gamma, webkitCompassHeading, absolute } = attitude;
  if (typeof webkitCompassHeading === 'number') {
    return webkitCompassHeading < 0 ? null : webkitCompassHeading + screenAngle;
  }
  if (!absolute || alpha === null || beta === null || gamma === null) return null;
  // The normal of the back of the phone, projected to the ground (worked example in the specification).
  const [a, b, c] = [radians(alpha), radians(beta), radians(gamma)];
  const east = -Math.cos(a) * Math.sin(c) - Math.sin(a) * Math.sin(b) * Math.cos(c);
  const north = -Math.sin(a) * Math.sin(c) + Math.cos(a) * Math.sin(b) * Math.cos(c);
  return Math.hypot(east, north) < minLean ? null : (Math.atan2(east, north) * 180) / Math.PI;
}

type Asking = { requestPermission(): Promise<string> };
const asks = (kind: object): kind is Asking => 'requestPermission' in kind;

/** iPhones require permission, which must be requested within a tap; other phones do not ask. */
export async function askForHeading(): Promise<void> {
  if (typeof DeviceOrientationEvent !== 'function' || !asks(DeviceOrientationEvent)) return;
  await DeviceOrientationEvent.requestPermission().catch(() => 'denied');
}

/** Calls for each reading of the sensors; returns its stop. */
export function followHeading(facing: () => Facing, onHeading: (degrees: number) => void): () => void {
  const take = (attitude: Attitude) => {
    const heading = headingOf(attitude, screen.orientation?.angle ?? 0, facing());
    if (heading !== null) onHeading(heading);
  };
  const events = ['deviceorientationabsolute', 'deviceorientation'] as const;
  for (const name of events) window.addEventListener(name, take);
  return () => {
    for (const name of events) window.removeEventListener(name, take);
  };
}
