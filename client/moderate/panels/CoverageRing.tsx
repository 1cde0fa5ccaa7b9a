import type { Sector } from '../../../shared/coverage.ts';

/** Radii in a view box of 100; the plan lies inside. */
const outer = 49;
const inner = 45.5;
/** Between two sectors. */
const gapDegrees = 2;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function arc(from: number, to: number): string {
  const at = (radius: number, degrees: number) =>
    `${(50 + radius * Math.sin(radians(degrees))).toFixed(2)} ${(50 - radius * Math.cos(radians(degrees))).toFixed(2)}`;
  return `M${at(outer, from)}A${outer} ${outer} 0 0 1 ${at(outer, to)}L${at(inner, to)}A${inner} ${inner} 0 0 0 ${at(inner, from)}Z`;
}

/** The ring around the plan. Hidden from screen readers, since the text beside it says the same. */
export function CoverageRing({ sectors }: { sectors: readonly Sector[] }) {
  const half = 180 / sectors.length - gapDegrees / 2;
  return (
    <svg className="coverage-ring" viewBox="0 0 100 100" aria-hidden="true">
      {sectors.map(({ at, cover }) => (
        <path key={at} data-cover={cover} d={arc(at - half, at + half)} />
      ))}
    </svg>
  );
}
