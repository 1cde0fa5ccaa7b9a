import type { BrowserContext, Page } from 'playwright-core';
import { beforePlayoutWorker } from '../../support/chosenFrames.ts';
import { quantile, round } from '../../support/figures.ts';
import { latencyAt } from '../../support/skew.ts';
import { startSyncRig, type Uplink, type ViewerBrowser } from '../../support/syncRig.ts';
import { watchTileClocks } from '../../support/tileClock.ts';

const steadyAfterMs = 10_000;
const measureMs = 30_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The uplink with sound is neither the quickest nor the slowest. */
const uplinks: Uplink[] = [
  { delayMs: 200, wish: { scene: 'concert', fps: 15 } },
  { delayMs: 0 },
  { delayMs: 400 },
  { delayMs: 60, jitterMs: 80 },
];

declare global {
  interface Window {
    __clicks?: number[];
  }
}

/**
 * Detects the 2 kHz click at each full second of the scene in the heard sound, and records when each began, ms since
 * 1970. The delay of the loudspeaker is the same for every sound and is not counted.
 */
async function listen(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const audio = document.querySelector<HTMLAudioElement>('audio[data-sound="heard"]');
    const stream = audio?.srcObject as MediaStream;
    const context = new AudioContext();
    // Never settles in a browser without any sound device: then no clicks are heard, and the row says so.
    void context.resume();
    const band = new BiquadFilterNode(context, { type: 'bandpass', frequency: 2_000, Q: 4 });
    const ear = new AnalyserNode(context, { fftSize: 2_048 });
    new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(band).connect(ear);
    const heard = new Float32Array(ear.fftSize);
    const clicks: number[] = [];
    window.__clicks = clicks;
    let background = 0.001;
    setInterval(() => {
      const now = performance.timeOrigin + performance.now();
      ear.getFloatTimeDomainData(heard);
      const peak = heard.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
      const isLoud = peak > 3 * background && peak > 0.1;
      if (!isLoud) background += (peak - background) * 0.05;
      if (!isLoud || now - (clicks.at(-1) ?? 0) < 500) return;
      const first = heard.findIndex((sample) => Math.abs(sample) > peak / 2);
      clicks.push(now - ((heard.length - first) / context.sampleRate) * 1_000);
    }, 10);
  });
}

/** Makes Chromium as Safari 18 to 26 is: no jitter buffer to ask, no RTP times in frames, no capture times. */
async function hideWhatSafariLacks(person: BrowserContext): Promise<void> {
  await person.addInitScript(() => {
    Reflect.deleteProperty(RTCRtpReceiver.prototype, 'jitterBufferTarget');
    const { getSynchronizationSources } = RTCRtpReceiver.prototype;
    RTCRtpReceiver.prototype.getSynchronizationSources = function () {
      const sources = Reflect.apply(getSynchronizationSources, this, []) as RTCRtpSynchronizationSource[];
      return sources.map(({ rtpTimestamp, timestamp, source }) => ({ rtpTimestamp, timestamp, source }));
    };
  });
  await beforePlayoutWorker(person, () => void Reflect.deleteProperty(VideoFrame.prototype, 'metadata'));
}

/** Not heard as early or late within these (ITU-R BT.1359), ms. */
export const lipsAim = { earlyMs: 90, lateMs: 185 };
export const isLipSync = ({ clicks, p5Ms, p95Ms }: Awaited<ReturnType<typeof measureLips>>) =>
  clicks > 20 && p95Ms <= lipsAim.lateMs && p5Ms >= -lipsAim.earlyMs;

/** How much later than its picture a sound is heard, ms: negative where it is early. */
export async function measureLips(playout: string, browser: ViewerBrowser = 'chromium', likeSafari = false) {
  const watch = async (person: BrowserContext) => {
    await watchTileClocks(person);
    if (likeSafari) await hideWhatSafariLacks(person);
  };
  const rig = await startSyncRig(uplinks, `?playout=${playout}`, watch, browser);
  try {
    await rig.viewer.evaluate(
      (id) => document.querySelector<HTMLElement>(`[data-perspective="${id}"] .tile-face`)?.click(),
      rig.ids[0],
    );
    await rig.viewer.keyboard.press('m');
    await pause(steadyAfterMs);
    await listen(rig.viewer);
    await pause(measureMs);
    const clicks = await rig.viewer.evaluate(() => window.__clicks ?? []);
    const seen = (await rig.seen()).get(rig.ids[0] ?? '') ?? [];
    const apart = clicks.flatMap((at) => {
      const picture = latencyAt(seen, at);
      // Clicks come once a second, so the delay is known except for whole seconds.
      const sound = picture === null ? 0 : picture + ((((at - picture) % 1_000) + 1_500) % 1_000) - 500;
      return picture === null ? [] : [sound - picture];
    });
    return {
      clicks: apart.length,
      medianMs: round(quantile(apart, 0.5)),
      p5Ms: round(quantile(apart, 0.05)),
      p95Ms: round(quantile(apart, 0.95)),
    };
  } finally {
    await rig.close();
  }
}
