import { every } from '../clock/ticker.ts';
import { type Loudspeaker, takeLoudspeaker } from './loudspeaker.ts';
import { barMs, momentAt } from './score.ts';
import { loopBars } from './tune.ts';

export type SoundOptions = {
  /** The scene's time, ms: the server's, less what the camera is late. */
  sceneNow(): number;
  /** What is above this is dull from where the camera is, Hz. */
  brightHz: number;
  loudness: number;
  hasClicks: boolean;
};
export type CameraSound = { track: MediaStreamTrack; close(): void };

/** How often what comes is looked at, and how far ahead it is given to the audio thread, ms. */
const scheduleEveryMs = 100;
const aheadMs = 400;
/** Readings of the two clocks of which the best counts: a second. A starved audio thread's clock falls behind for good. */
const readings = 10;
/** A bar follows the last without a seam unless the clocks have drifted apart by this much, s. */
const seamSeconds = 0.008;

/** Tells when, on the audio clock, an instant of the scene is. */
function createMapping(context: AudioContext, sceneNow: () => number) {
  let leads: number[] = [];
  return {
    // The audio clock stands still between two blocks: it is least stale where it is furthest ahead.
    read: () => {
      leads = [...leads.slice(1 - readings), context.currentTime - sceneNow() / 1_000];
    },
    forget: () => {
      leads = [];
    },
    timeOf: (sceneMs: number) => Math.max(...leads) + sceneMs / 1_000,
  };
}

/** Plays a part of a buffer, what is late of it left out; null where all of it is. */
function playAt(context: AudioContext, buffer: AudioBuffer, out: AudioNode, at: number, from = 0, long?: number) {
  const late = Math.max(0, context.currentTime - at);
  const length = (long ?? buffer.duration) - late;
  if (length <= 0) return null;
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(out);
  source.start(at + late, from + late, length);
  return source;
}

/** Plays bars and clicks as their time comes. */
function createPlayer(
  { context, verse, chorus, click }: Loudspeaker,
  options: SoundOptions,
  music: AudioNode,
  out: AudioNode,
) {
  const mapping = createMapping(context, options.sceneNow);
  let nextBar = 0;
  let nextSecond = 0;
  let seam = 0;
  let barPlayed: AudioBufferSourceNode | null = null;

  const playBar = (index: number) => {
    const { bar, energy } = momentAt((index + 0.5) * barMs);
    const expected = mapping.timeOf(index * barMs);
    const at = Math.abs(expected - seam) < seamSeconds ? seam : expected;
    const barSeconds = barMs / 1_000;
    barPlayed = playAt(context, energy > 0.5 ? chorus : verse, music, at, (bar % loopBars) * barSeconds, barSeconds);
    seam = at + barSeconds;
  };
  return {
    restart() {
      // A bar that slept with its context would play on over the one that is due.
      barPlayed?.stop();
      mapping.forget();
      nextBar = Math.floor(options.sceneNow() / barMs);
      nextSecond = Math.ceil(options.sceneNow() / 1_000);
    },
    schedule() {
      if (context.state !== 'running') return;
      mapping.read();
      const until = options.sceneNow() + aheadMs;
      // After a long sleep only what comes counts.
      nextBar = Math.max(nextBar, Math.floor(options.sceneNow() / barMs));
      nextSecond = Math.max(nextSecond, Math.ceil(options.sceneNow() / 1_000));
      for (; nextBar * barMs < until; nextBar += 1) playBar(nextBar);
      for (; nextSecond * 1_000 < until; nextSecond += 1) {
        if (options.hasClicks) playAt(context, click, out, mapping.timeOf(nextSecond * 1_000));
      }
    },
  };
}

/** What one camera hears of the concert; nothing of it is heard on this device. */
export function openSound(options: SoundOptions): CameraSound {
  const { context, ready, release } = takeLoudspeaker();
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' });
  const music = new GainNode(context, { gain: options.loudness });
  const tone = new BiquadFilterNode(context, { type: 'lowpass', frequency: options.brightHz, Q: 0.4 });
  music.connect(tone).connect(out);
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('this browser makes no sound track');

  let isClosed = false;
  let stop = () => {};
  void ready.then((loudspeaker) => {
    if (isClosed) return;
    const player = createPlayer(loudspeaker, options, music, out);
    const restart = () => {
      player.restart();
      player.schedule();
    };
    context.addEventListener('statechange', restart);
    const stopSchedule = every(scheduleEveryMs, player.schedule, 0);
    restart();
    stop = () => {
      stopSchedule();
      context.removeEventListener('statechange', restart);
    };
  });
  return {
    track,
    close() {
      if (isClosed) return;
      isClosed = true;
      stop();
      track.stop();
      music.disconnect();
      release();
    },
  };
}
