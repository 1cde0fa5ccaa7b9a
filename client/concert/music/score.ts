import { clamp, smooth } from '../draw/number.ts';

/** 120 bpm: a bar lasts two seconds and starts on an even second of the server's time. */
export const beatMs = 500;
export const beatsPerBar = 4;
export const barMs = beatMs * beatsPerBar;
/** Eight bars of verse and eight of chorus, repeated. */
export const barsPerSong = 16;
const chorusBar = 8;

/** An instant of the concert in musical terms. */
export type Moment = {
  /** Server time, ms since 1970. */
  ms: number;
  /** Beats since 1970; a whole number on the beat. */
  beats: number;
  /** Bar within the song, from 0. */
  bar: number;
  /** Position within the bar and within the beat, 0 to 1. */
  barShare: number;
  beatShare: number;
  /** 1 on the beat, 0 before the next. */
  pulse: number;
  /** 1 when a bar starts, 0 half a second later: the white flash in all perspectives. */
  flash: number;
  /** 0 in the verse, 1 in the chorus. */
  energy: number;
};

/** Decay of the flash: ms to 1/e. */
const flashMs = 110;
const flashInVerse = 0.5;

/** Everything that moves, shines or sounds derives from the server's time by this. */
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

/** Swings from −1 to 1 and back once in `everyBeats`. */
export const swing = ({ beats }: Moment, everyBeats: number, offset = 0): number =>
  Math.sin((((beats / everyBeats) % 1) + offset) * 2 * Math.PI);

/** Down and up on each beat, 0 to 1. */
export const bounce = ({ beats }: Moment) => Math.abs(Math.sin(Math.PI * beats));
