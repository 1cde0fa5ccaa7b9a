/** SVG paths on a grid of 24, in Lucide's proportions. */
const strokes = {
  sound: 'M11 5 6 9H3v6h3l5 4zM15.5 8.5a5 5 0 0 1 0 7M18.5 5.5a9 9 0 0 1 0 13',
  silent: 'M11 5 6 9H3v6h3l5 4zM16 9.5l5 5M21 9.5l-5 5',
  expand: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  even: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  focus: 'M4 4h11v16H4zM18 4h2v4h-2zM18 10h2v4h-2zM18 16h2v4h-2z',
  plan: 'M12 21s-6.5-5.6-6.5-10.5a6.5 6.5 0 0 1 13 0C18.5 15.4 12 21 12 21zM12 8a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  share: 'M12 15V4M8 7.5 12 3.5l4 4M5 13v6h14v-6',
  camera: 'M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM15 11l6-3v8l-6-3',
  help: 'M9.2 9a3 3 0 1 1 4.3 3c-1 .6-1.5 1.200-1.500 2.300M12 17.500v.1',
  close: 'M6 6l12 12M18 6 6 18',
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  star: 'M12 4l2.400 5 5.600.7-4.100 3.800 1.100 5.500L12 16.300 7 19l1.100-5.500L4 9.700 9.600 9z',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.500l3 2',
  minus: 'M5 12h14',
  plus: 'M12 5v14M5 12h14',
  near: 'M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM12 2v3M12 19v3M2 12h3M19 12h3M12 11v2M11 12h2',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M4.5 12.5l5 5L19.5 7',
  sendBack: 'M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  eyeShut:
    'M4 4l16 16M9.5 6A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.8 3.600M6.200 7.600A17 17 0 0 0 2.5 12S6 18.5 12 18.5c1.5 0 2.900-.4 4.100-1M10 10a3 3 0 0 0 4 4',
  remove: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  moderate: 'M12 3l8 3v5.5c0 4.700-3.300 8-8 9.5-4.700-1.5-8-4.800-8-9.5V6zM8.5 12l2.5 2.5 4.5-5',
  link: 'M10 14a4 4 0 0 0 6 .3l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.3l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  watch: 'M3 5h18v12H3zM8 21h8M10.5 8.5v5l4-2.5z',
  microphone: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  microphoneOff:
    'M15 9.500V6a3 3 0 0 0-5.800-1M9 9v2a3 3 0 0 0 4.500 2.600M5.5 11a6.500 6.500 0 0 0 10 5.500M18.5 11a6.500 6.500 0 0 1-.6 2.700M12 17.5V21M4 4l16 16',
  music:
    'M9 18V6l11-2.500V15.5M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM20 15.5a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
  flip: 'M20 11a8 8 0 0 0-14.500-3.500L4 9M4 4.500V9h4.500M4 13a8 8 0 0 0 14.500 3.500L20 15M20 19.500V15h-4.500',
  torch: 'M13 3 5 13.500h6L10 21l8-10.500h-6z',
  send: 'M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4',
  talk: 'M4 5h16v11H10l-4.500 4v-4H4zM8 9.500h8M8 12.500h5',
  flag: 'M6 21V4M6 5h11l-2.500 4 2.500 4H6',
  warning: 'M12 4 2.500 20h19zM12 10v4.500M12 17.200v.1',
  blackout: 'M3 5h18v14H3zM3 19 21 5',
  pencil: 'M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM13.500 7l3.500 3.500',
  group:
    'M9 5.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 19c0-3.500 2.500-5.500 6-5.500s6 2 6 5.500M15.500 6a2.800 2.800 0 0 1 0 5.200M17.500 14c2.200.7 3.500 2.500 3.500 5',
  ban: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.500 6.500l11 11',
  undo: 'M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11H9',
  log: 'M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1',
  around: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 4v3.500M12 16.500V20M4 12h3.500M16.500 12H20',
  pulse: 'M3 12h4l2.500-6.500 5 13L17 12h4',
  door: 'M6 21V4h12v17M3.500 21h17M14.500 12.500v.1',
  battery: 'M3 8h15v8H3zM21 11v2',
  photo: 'M4 8h3.500l2-3h5l2 3H20v11H4zM12 10a3.300 3.300 0 1 1 0 6.600 3.300 3.300 0 0 1 0-6.600z',
  ownWindow: 'M3 5h18v14H3zM12 12h6.500v4.500H12z',
  save: 'M12 4v11M8 11.500l4 4 4-4M5 20h14',
} as const;

export type IconName = keyof typeof strokes;

/** Decorative: the button or text next to it must have the words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={strokes[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
