/** Limits of `venueSchema`, m: from a square to a town. */
export const minRadiusM = 10;
export const maxRadiusM = 20_000;
/** A hall, or the square in front of it. */
export const defaultRadiusM = 150;

/** Steps of the slider. */
export const radiusSteps = 200;
const span = Math.log(maxRadiusM / minRadiusM);

/** Two significant digits. */
export function roundRadiusM(radiusM: number): number {
  const kept = Math.min(maxRadiusM, Math.max(minRadiusM, radiusM));
  return Number(kept.toPrecision(2));
}

/** Logarithmic: the same distance on the slider always doubles the radius. */
export function stepOfRadius(radiusM: number): number {
  return Math.round((Math.log(radiusM / minRadiusM) / span) * radiusSteps);
}

export function radiusOfStep(step: number): number {
  return roundRadiusM(minRadiusM * Math.exp((step / radiusSteps) * span));
}

/** The plan extends this many times as far as the circle. */
const groundPerCircle = 1.7;
/** While the circle takes between these shares of the plan, the scale stays, so that nothing jumps under a finger. */
const smallestShare = 0.3;
const largestShare = 0.92;

/** Half the width of the plan, m, for a circle that extends to `circleExtentM`; `nowM` is the current one. */
export function extentFor(nowM: number, circleExtentM: number): number {
  const share = circleExtentM / nowM;
  return share >= smallestShare && share <= largestShare ? nowM : circleExtentM * groundPerCircle;
}
