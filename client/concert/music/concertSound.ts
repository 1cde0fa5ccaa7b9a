import { every } from '../clock/ticker.ts';
import { type Loudspeaker, takeLoudspeaker } from './loudspeaker.ts';
import { barMs, momentAt } from './score.ts';
import { loopBars } from './tune.ts';

export type SoundOptions = {
  /** The scene's time, ms: the server's time minus the camera's delay. */
  sceneNow(): number;
  /** Low-pass cut-off at the camera's seat, Hz. */
  brightHz: number;
  loudness: number;
  hasClicks: boolean;
};
export type CameraSound = { track: MediaStreamTrack; close(): void };

/** How often playback is scheduled, and how far ahead, ms. */
const scheduleEveryMs = 100;
const aheadMs = 400;
/** Readings of the two clocks, 1 s in all; the best counts, since a starved audio thread falls behind for good. */
const readings = 10;
/** A bar follows the last one seamlessly unless the clocks have drifted apart by this much, s. */
const seamSeconds = 0.008;

/** Maps the scene's time to the audio clock. */
function createMapping(context: AudioContext, sceneNow: () => number) {
  let leads: number[] = [];
  return {
    // The audio clock stands still between two blocks, so the reading furthest ahead is the freshest.
    read: () => {
      leads = [...leads.slice(1 - readings), context.currentTime - sceneNow() / 1_000];
    },
    forget: () => {
      leads = [];
    },
    timeOf: (sceneMs: number) => Math.max(...leads) + sceneMs / 1_000,
  };
}

/** Plays part of a buffer and skips what is already late; null if all of it is. */
function playAt(context: AudioContext, buffer: AudioBuffer, out: AudioNode, at: number, from = 0, long?: number) {
  const late = Math.max(0, context.currentTime - at);
  const length = (long ?? buffer.duration) - late;
  if (length <= 0) return null;
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(out);
  source.start(at + late, from + late, length);
  return source;
}

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
      // After the context was suspended, the old bar would play over the one that is due.
      barPlayed?.stop();
      mapping.forget();
      nextBar = Math.floor(options.sceneNow() / barMs);
      nextSecond = Math.ceil(options.sceneNow() / 1_000);
    },
    schedule() {
      if (context.state !== 'running') return;
      mapping.read();
      const until = options.sceneNow() + aheadMs;
      // After a long suspension, missed bars are skipped.
      nextBar = Math.max(nextBar, Math.floor(options.sceneNow() / barMs));
      nextSecond = Math.max(nextSecond, Math.ceil(options.sceneNow() / 1_000));
      for (; nextBar * barMs < until; nextBar += 1) playBar(nextBar);
      for (; nextSecond * 1_000 < until; nextSecond += 1) {
        if (options.hasClicks) playAt(context, click, out, mapping.timeOf(nextSecond * 1_000));
      }
    },
  };
}

/** The concert as one camera hears it; it is not played on this device's speakers. */
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
