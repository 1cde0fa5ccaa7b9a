import { chance } from '../draw/number.ts';
import { barMs, beatMs } from './score.ts';
import { loopBars, type Note, notesOf, type Voice } from './tune.ts';

type Play = (context: BaseAudioContext, out: AudioNode, at: number, note: Note) => void;

const seconds = (beats: number) => (beats * beatMs) / 1_000;
/** Time for the last notes to fade, s; it is mixed into the loop's start. */
const tailSeconds = 0.5;

/** A gain envelope: rises within `riseSeconds`, then fades. */
function envelope(context: BaseAudioContext, out: AudioNode, at: number, level: number, rise: number, fade: number) {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(level, at + rise);
  gain.gain.exponentialRampToValueAtTime(0.0005, at + rise + fade);
  gain.connect(out);
  return gain;
}

function filterInto(context: BaseAudioContext, out: AudioNode, type: BiquadFilterType, hz: number): BiquadFilterNode {
  const filter = context.createBiquadFilter();
  filter.type = type;
  filter.frequency.value = hz;
  filter.connect(out);
  return filter;
}

function tone(context: BaseAudioContext, out: AudioNode, type: OscillatorType, hz: number, at: number, long: number) {
  const oscillator = context.createOscillator();
  oscillator.type = type;
  oscillator.frequency.setValueAtTime(hz, at);
  oscillator.connect(out);
  oscillator.start(at);
  oscillator.stop(at + long);
  return oscillator;
}

function noise(context: BaseAudioContext, out: AudioNode, at: number, long: number): void {
  const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * long), context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index += 1) samples[index] = chance(index, 70) * 2 - 1;
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(out);
  source.start(at);
}

const plays: Record<Voice, Play> = {
  kick(context, out, at, { hz, level }) {
    const drum = tone(context, envelope(context, out, at, level, 0.002, 0.28), 'sine', hz * 3, at, 0.32);
    drum.frequency.exponentialRampToValueAtTime(hz, at + 0.09);
  },
  clap(context, out, at, { hz, level }) {
    const gain = envelope(context, out, at, level, 0.002, 0.16);
    noise(context, filterInto(context, gain, 'bandpass', hz), at, 0.2);
  },
  hat(context, out, at, { hz, level }) {
    const gain = envelope(context, out, at, level, 0.001, 0.05);
    noise(context, filterInto(context, gain, 'highpass', hz), at, 0.07);
  },
  bass(context, out, at, { hz, level, beats }) {
    const gain = envelope(context, out, at, level, 0.006, seconds(beats) * 1.3);
    tone(context, filterInto(context, gain, 'lowpass', 420), 'sawtooth', hz, at, seconds(beats) * 1.4);
  },
  pad(context, out, at, { hz, level, beats }) {
    const gain = envelope(context, out, at, level, 0.35, seconds(beats) * 1.1);
    const filter = filterInto(context, gain, 'lowpass', 1_100);
    for (const detune of [0.996, 1.004]) tone(context, filter, 'sawtooth', hz * detune, at, seconds(beats) + 0.4);
  },
  pluck(context, out, at, { hz, level }) {
    tone(context, envelope(context, out, at, level, 0.003, 0.34), 'triangle', hz, at, 0.4);
  },
};

/** Renders a loop of four bars of verse or chorus. */
export async function renderLoop(isChorus: boolean, sampleRate: number): Promise<AudioBuffer> {
  const length = Math.round((loopBars * barMs * sampleRate) / 1_000);
  const context = new OfflineAudioContext(1, length + Math.round(tailSeconds * sampleRate), sampleRate);
  const mix = context.createGain();
  mix.gain.value = 0.42;
  mix.connect(context.destination);
  for (const note of notesOf(isChorus)) plays[note.voice](context, mix, seconds(note.beat), note);
  const rendered = (await context.startRendering()).getChannelData(0);
  const buffer = new AudioBuffer({ length, sampleRate, numberOfChannels: 1 });
  const samples = buffer.getChannelData(0);
  samples.set(rendered.subarray(0, length));
  const tail = rendered.subarray(length);
  for (const [index, sample] of tail.entries()) samples[index] = (samples[index] ?? 0) + sample;
  return buffer;
}

/** A burst of a pure tone, to measure lip sync with. */
export function clickBuffer(sampleRate: number): AudioBuffer {
  const [clickHz, clickSeconds, level] = [2_000, 0.02, 0.6];
  const buffer = new AudioBuffer({ length: Math.round(sampleRate * clickSeconds), sampleRate, numberOfChannels: 1 });
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = level * Math.sin((2 * Math.PI * clickHz * index) / sampleRate);
  }
  return buffer;
}
