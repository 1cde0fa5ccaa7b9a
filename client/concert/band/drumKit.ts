import type { Color } from '../draw/color.ts';
import { type Vector, vector } from '../draw/vector.ts';
import { cylinderFaces, type Face, type Rod, ring, type Solid } from '../stage/solid.ts';
import { stage } from '../stage/stageSize.ts';

const z = stage.riserZ;
const v = vector;
const shell: Color = [0.62, 0.1, 0.12];
const skin: Color = [0.8, 0.78, 0.72];
const brass: Color = [0.9, 0.66, 0.28];
const chrome: Color = [0.6, 0.62, 0.66];

/** Where the drummer hits. The right hand crosses over to the hi-hat, as most drummers play. */
export const drumSpots = {
  snare: v(0.3, 5.8, z + 0.72),
  hat: v(0.62, 5.6, z + 0.98),
  crash: v(-0.62, 5.25, z + 1.25),
  tom: v(-0.2, 5.45, z + 0.95),
};

function cymbal(at: Vector, tilt: Vector, radiusM: number): Face {
  return { corners: ring(at, tilt, radiusM, 16), color: brass, isTwoSided: true };
}

const stand = (at: Vector): Rod => ({ from: v(at.x, at.y, z), to: at, widthM: 0.03, color: chrome });

export function drumKit(): Solid {
  const { snare, hat, crash, tom } = drumSpots;
  const drum = (at: Vector, radiusM: number, deepM: number) =>
    cylinderFaces(v(at.x, at.y, at.z - deepM), at, radiusM, shell, skin);
  const kick = cylinderFaces(v(0, 5.55, z + 0.3), v(0, 5.1, z + 0.3), 0.3, shell, skin, 20);
  const badge: Face = { corners: ring(v(0, 5.09, z + 0.3), v(0, -1, 0), 0.17, 16), color: [0.1, 0.1, 0.12] };
  const crash2 = v(0.85, 5.2, z + 1.3);
  const faces = [
    ...kick,
    badge,
    ...drum(v(0.2, 5.3, z + 0.92), 0.15, 0.2),
    ...drum(tom, 0.16, 0.2),
    ...drum(v(-0.55, 5.75, z + 0.68), 0.21, 0.36),
    ...drum(snare, 0.18, 0.14),
    cymbal(hat, v(0, 0.1, 1), 0.19),
    cymbal(crash, v(0.2, 0.35, 1), 0.27),
    cymbal(crash2, v(-0.25, 0.35, 1), 0.25),
  ];
  return { tier: 'thing', sortPoint: v(0, 5.4, z), faces, rods: [hat, crash, crash2, snare].map(stand) };
}
