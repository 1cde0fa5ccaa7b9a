import './ReactionSign.css';
import type { ReactNode } from 'react';
import type { Reaction } from '../../shared/talk.ts';

const ink = '#3d2600';
const face = <circle cx="12" cy="12" r="9.500" fill="#ffcf4a" />;
const eyes = (y: number) => (
  <>
    <circle cx="8.600" cy={y} r="1.400" fill={ink} />
    <circle cx="15.400" cy={y} r="1.400" fill={ink} />
  </>
);
const line = (path: string, colour = ink) => (
  <path d={path} fill="none" stroke={colour} strokeWidth="1.700" strokeLinecap="round" strokeLinejoin="round" />
);

function hand(colour: string) {
  return (
    <>
      <rect x="6.300" y="10.500" width="9.200" height="10" rx="4" fill={colour} />
      <rect x="6.300" y="5.600" width="2.100" height="9" rx="1.050" fill={colour} />
      <rect x="8.650" y="3.700" width="2.100" height="10" rx="1.050" fill={colour} />
      <rect x="11" y="4.200" width="2.100" height="10" rx="1.050" fill={colour} />
      <rect x="13.400" y="6.300" width="2.100" height="9" rx="1.050" fill={colour} />
      <rect
        x="3.600"
        y="10.200"
        width="2.200"
        height="7.500"
        rx="1.100"
        fill={colour}
        transform="rotate(-38 4.700 14)"
      />
    </>
  );
}

/** Drawn as SVG: emoji fonts differ, and some devices have none. */
const signs: Record<Reaction, ReactNode> = {
  heart: (
    <path
      d="M12 21C5.200 16.300 2.200 12.700 2.200 8.800A5.200 5.200 0 0 1 12 6.300a5.200 5.200 0 0 1 9.800 2.500c0 3.900-3 7.500-9.800 12.200z"
      fill="#ff5468"
    />
  ),
  clap: (
    <>
      <g transform="translate(4.200 -.6) rotate(14 12 12) scale(.88)">{hand('#d99a1f')}</g>
      <g transform="translate(-.8 1.800) rotate(-12 12 12) scale(.94)">{hand('#ffcf4a')}</g>
    </>
  ),
  fire: (
    <>
      <path
        d="M12.800 1.800c.6 3.600 6.700 6.500 6.700 12.600a7.500 7.500 0 0 1-15 .1c0-3.100 1.700-5 2.900-6.500.3 1.500.9 2.500 1.900 3.100-.2-3.500 1-7 3.500-9.300z"
        fill="#ff7a2f"
      />
      <path
        d="M12.200 11.500c.4 1.900 3.300 3 3.300 6a3.500 3.500 0 0 1-7 0c0-2.600 2.900-3.600 3.700-6z"
        fill="#ffd75a"
      />
    </>
  ),
  laugh: (
    <>
      {face}
      {line('M6.800 9.800q1.700-2.400 3.400 0M13.800 9.800q1.700-2.400 3.400 0')}
      <path d="M6.700 13h10.600a5.300 5.300 0 0 1-10.600 0z" fill={ink} />
    </>
  ),
  wow: (
    <>
      {face}
      {eyes(9.8)}
      <ellipse cx="12" cy="16" rx="2.300" ry="2.900" fill={ink} />
    </>
  ),
  sad: (
    <>
      {face}
      {eyes(10.8)}
      {line('M8.300 17.200q3.700-3 7.400 0')}
      <path
        d="M16.600 13c1.200 1.600 1.700 2.500 1.700 3.200a1.700 1.700 0 0 1-3.400 0c0-.7.500-1.600 1.700-3.200z"
        fill="#58b6ff"
      />
    </>
  ),
};

/** A reaction as a picture; its label belongs to the surrounding element. */
export function ReactionSign({ reaction }: { reaction: Reaction }) {
  return (
    <svg className="talk-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {signs[reaction]}
    </svg>
  );
}
