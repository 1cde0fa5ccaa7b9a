/** Radii that a venue may have, in metres (`venueSchema`): a square to a town. */
export const minRadiusM = 10;
export const maxRadiusM = 20_000;
/** A hall, or the square before it. */
export const defaultRadiusM = 150;

/** Steps of the slider. */
export const radiusSteps = 200;
const span = Math.log(maxRadiusM / minRadiusM);

/** Two digits are as fine as anybody means a radius. */
export function roundRadiusM(radiusM: number): number {
  const kept = Math.min(maxRadiusM, Math.max(minRadiusM, radiusM));
  return Number(kept.toPrecision(2));
}

/** The same way on the slider doubles the radius anywhere on it. */
export function stepOfRadius(radiusM: number): number {
  return Math.round((Math.log(radiusM / minRadiusM) / span) * radiusSteps);
}

export function radiusOfStep(step: number): number {
  return roundRadiusM(minRadiusM * Math.exp((step / radiusSteps) * span));
}

/** The ground that is drawn reaches this many times as far as the circle. */
const groundPerCircle = 1.7;
/** While the circle reaches between these shares of the ground, the ground stays as it is: nothing jumps under a finger. */
const smallestShare = 0.3;
const largestShare = 0.92;

/** Half the side of the ground to draw for a circle that reaches `reachM`, in metres, given what is drawn now. */
export function extentFor(nowM: number, circleExtentM: number): number {
  const share = circleExtentM / nowM;
  return share >= smallestShare && share <= largestShare ? nowM : circleExtentM * groundPerCircle;
}
