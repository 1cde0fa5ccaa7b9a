import { readBufferCounters, setJitterBufferTarget } from './jitterBuffer.ts';

/** Delays the sound that is heard. */
export type SoundDelay = {
  /** What of the measured latency is already this delay (mean since the last call, ms); null if nothing was played. */
  heldMs(): Promise<number | null>;
  set(ms: number): void;
  close(): void;
};

/** By the jitter buffer. */
export function delayByBuffer(receiver: RTCRtpReceiver): SoundDelay {
  let last = { delay: 0, emitted: 0 };
  return {
    async heldMs() {
      const now = await readBufferCounters(receiver).catch(() => null);
      if (!now) return null;
      const [seconds, count] = [now.delay - last.delay, now.emitted - last.emitted];
      last = now;
      return count > 0 ? (seconds / count) * 1_000 : null;
    },
    set: (ms) => setJitterBufferTarget(receiver, ms),
    close: () => undefined,
  };
}

/** A change of the delay is spread over about this long, or it would click. */
const glideSeconds = 0.2;
const longestSeconds = 4;

/**
 * By a delay line, in browsers whose jitter buffer cannot be asked (Safari before 27). The track itself is played until
 * the browser lets the audio context run: some wait for a gesture.
 */
export function delayByAudioNode(track: MediaStreamTrack, show: (track: MediaStreamTrack) => void): SoundDelay {
  const stream = new MediaStream([track]);
  const context = new AudioContext();
  const line = new DelayNode(context, { maxDelayTime: longestSeconds });
  const heard = new MediaStreamAudioDestinationNode(context);
  new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(line).connect(heard);
  // In Chromium a received track is silent for Web Audio unless a media element plays it.
  const pump = document.createElement('audio');
  pump.muted = true;
  pump.srcObject = stream;
  pump.play().catch(() => undefined);

  const resume = () => void context.resume().catch(() => undefined);
  const showRunning = () => {
    const [delayed] = heard.stream.getAudioTracks();
    const isRunning = context.state === 'running';
    show((isRunning && delayed) || track);
    // A call interrupts it; some browsers let it go on with a tap only.
    if (!isRunning) resume();
  };
  context.addEventListener('statechange', showRunning);
  document.addEventListener('pointerup', resume);
  show(track);
  resume();

  return {
    // Latencies are measured in front of the line.
    heldMs: async () => 0,
    set: (ms) =>
      line.delayTime.setTargetAtTime(Math.min(longestSeconds, ms / 1_000), context.currentTime, glideSeconds / 3),
    close() {
      context.removeEventListener('statechange', showRunning);
      document.removeEventListener('pointerup', resume);
      pump.srcObject = null;
      void context.close().catch(() => undefined);
    },
  };
}
