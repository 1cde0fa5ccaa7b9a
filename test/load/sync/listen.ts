import type { Page } from 'playwright-core';

declare global {
  interface Window {
    __clicks?: () => Promise<number[]>;
  }
}

export const isHeard = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const stream = document.querySelector<HTMLAudioElement>('audio[data-sound="heard"]')?.srcObject;
    return stream instanceof MediaStream && stream.getAudioTracks().length > 0;
  });

/**
 * Detects the 2 kHz click at each full second of the scene in the heard sound. In a browser without any sound device an
 * AudioContext never runs: there the sound is recorded, and searched afterwards. Returns whether it is. The delay of the
 * loudspeaker is the same for every sound and is not counted.
 */
export function listen(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const startsWithinMs = 3_000;
    const audio = document.querySelector<HTMLAudioElement>('audio[data-sound="heard"]');
    const stream = audio?.srcObject as MediaStream;
    const pageNow = () => performance.timeOrigin + performance.now();
    const click = { type: 'bandpass', frequency: 2_000, Q: 4 } as const;
    const clicks: number[] = [];
    let background = 0.001;
    /** Notes the click in these samples, the last of which was heard at `endedAt`. */
    const search = (heard: Float32Array, endedAt: number, sampleRate: number) => {
      const peak = heard.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
      const isLoud = peak > 3 * background && peak > 0.1;
      if (!isLoud) background += (peak - background) * 0.05;
      if (!isLoud || endedAt - (clicks.at(-1) ?? 0) < 500) return;
      const first = heard.findIndex((sample) => Math.abs(sample) > peak / 2);
      clicks.push(endedAt - ((heard.length - first) / sampleRate) * 1_000);
    };

    const context = new AudioContext();
    const isRunning = await Promise.race([
      context.resume().then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), startsWithinMs)),
    ]);
    if (isRunning) {
      const ear = new AnalyserNode(context, { fftSize: 2_048 });
      const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
      source.connect(new BiquadFilterNode(context, click)).connect(ear);
      const heard = new Float32Array(ear.fftSize);
      setInterval(() => {
        ear.getFloatTimeDomainData(heard);
        search(heard, pageNow(), context.sampleRate);
      }, 10);
      window.__clicks = async () => clicks;
      return false;
    }

    const recorder = new MediaRecorder(stream);
    const recorded: Blob[] = [];
    const started = new Promise((resolve) => recorder.addEventListener('start', resolve));
    recorder.addEventListener('dataavailable', ({ data }) => recorded.push(data));
    recorder.start();
    await started;
    const startedAt = pageNow();
    window.__clicks = async () => {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.stop();
      await stopped;
      const sampleRate = 48_000;
      const bytes = await new Blob(recorded).arrayBuffer();
      const buffer = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(bytes);
      const offline = new OfflineAudioContext(1, buffer.length, sampleRate);
      const source = new AudioBufferSourceNode(offline, { buffer });
      source.connect(new BiquadFilterNode(offline, click)).connect(offline.destination);
      source.start();
      const samples = (await offline.startRendering()).getChannelData(0);
      const step = sampleRate / 100;
      for (let end = step; end <= samples.length; end += step) {
        search(samples.subarray(end - step, end), startedAt + (end / sampleRate) * 1_000, sampleRate);
      }
      return clicks;
    };
    return true;
  });
}

/** When each click began, ms since 1970; ends the recording. */
export const heardClicks = (page: Page): Promise<number[]> => page.evaluate(() => window.__clicks?.() ?? []);
