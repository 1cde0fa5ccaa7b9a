import { beatsPerBar } from './score.ts';

export type Voice = 'kick' | 'clap' | 'hat' | 'bass' | 'pad' | 'pluck';
/** `beat` is relative to the start of the loop, `level` is 0 to 1. */
export type Note = { voice: Voice; beat: number; beats: number; hz: number; level: number };

export const loopBars = 4;

/** A minor, F, C, G: MIDI numbers of each bar's bass note and chord. */
const bars = [
  { bass: 33, chord: [57, 60, 64] },
  { bass: 29, chord: [57, 60, 65] },
  { bass: 36, chord: [55, 60, 64] },
  { bass: 31, chord: [55, 59, 62] },
];
const arpeggio = [0, 1, 2, 1, 0, 2, 1, 2];

const hzOf = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** One bar of the loop; the verse leaves out the loud voices of the chorus. */
function notesOfBar(index: number, isChorus: boolean): Note[] {
  const { bass, chord } = bars[index % bars.length] ?? { bass: 33, chord: [] };
  const start = index * beatsPerBar;
  const note = (voice: Voice, beat: number, beats: number, hz: number, level: number): Note => ({
    voice,
    beat: start + beat,
    beats,
    hz,
    level,
  });
  const beats = [0, 1, 2, 3];
  const eighths = Array.from({ length: 8 }, (_, eighth) => eighth / 2);
  return [
    ...beats.map((beat) => note('kick', beat, 0.5, 50, isChorus || beat % 2 === 0 ? 0.9 : 0.45)),
    ...[1, 3].map((beat) => note('clap', beat, 0.4, 1_500, isChorus ? 0.5 : 0.25)),
    ...eighths.map((beat) => note('hat', beat, 0.2, 8_000, (beat % 1 ? 0.3 : 0.14) * (isChorus ? 1 : 0.6))),
    ...eighths.map((beat) => note('bass', beat, 0.45, hzOf(bass + (beat === 3.5 ? 12 : 0)), 0.42)),
    ...chord.map((midi) => note('pad', 0, beatsPerBar, hzOf(midi), 0.09)),
    ...eighths.map((beat, step) =>
      note('pluck', beat, 0.5, hzOf((chord[arpeggio[step] ?? 0] ?? 60) + 12), isChorus ? 0.16 : 0.1),
    ),
  ];
}

export const notesOf = (isChorus: boolean): Note[] =>
  Array.from({ length: loopBars }, (_, index) => notesOfBar(index, isChorus)).flat();
