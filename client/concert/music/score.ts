import { clamp, smooth } from '../draw/number.ts';

/** 120 beats a minute: a bar is two seconds long and starts on an even second of the server's time. */
export const beatMs = 500;
export const beatsPerBar = 4;
export const barMs = beatMs * beatsPerBar;
/** Eight bars of verse, eight of chorus, again and again. */
export const barsPerSong = 16;
const chorusBar = 8;

/** An instant of the concert, in terms of its music. */
export type Moment = {
  /** Server's time, ms since 1970. */
  ms: number;
  /** Beats since 1970: a whole number on the beat. */
  beats: number;
  /** Whole bars into the song. */
  bar: number;
  /** How far into the bar, 0 to 1, and into the beat. */
  barShare: number;
  beatShare: number;
  /** 1 on the beat, gone before the next. */
  pulse: number;
  /** 1 when a bar starts, gone within half a second: the white flash that everybody sees. */
  flash: number;
  /** 0 in the verse, 1 in the chorus. */
  energy: number;
};

/** How fast the flash goes, ms to a third of it. */
const flashMs = 110;
const flashInVerse = 0.5;

/** What is played at an instant of the server's time: the one clock of all that moves, shines and sounds. */
export function momentAt(ms: number): Moment {
  const beats = ms / beatMs;
  const bars = ms / barMs;
  const songBars = bars - Math.floor(bars / barsPerSong) * barsPerSong;
  const bar = Math.floor(songBars);
  const barShare = songBars - bar;
  const beatShare = beats - Math.floor(beats);
  const energy =
    smooth(chorusBar - 0.06, chorusBar + 0.06, songBars) * (1 - smooth(barsPerSong - 0.12, barsPerSong, songBars));
  const strength = bar >= chorusBar ? 1 : flashInVerse;
  return {
    ms,
    beats,
    bar,
    barShare,
    beatShare,
    pulse: Math.exp(-3.2 * beatShare),
    flash: strength * Math.exp((-barShare * barMs) / flashMs),
    energy: clamp(energy, 0, 1),
  };
}

/** Swings from −1 to 1 and back once in so many beats. */
export const swing = ({ beats }: Moment, everyBeats: number, offset = 0): number =>
  Math.sin((((beats / everyBeats) % 1) + offset) * 2 * Math.PI);

/** Down and up again on each beat, 0 to 1: what makes people nod. */
export const bounce = ({ beats }: Moment) => Math.abs(Math.sin(Math.PI * beats));
