import type { BrowserContext } from 'playwright-core';
import { beforePlayoutWorker } from '../../support/chosenFrames.ts';
import { until } from '../../support/evening.ts';
import { quantile, round } from '../../support/figures.ts';
import { latencyAt } from '../../support/skew.ts';
import { startSyncRig, type Uplink, type ViewerBrowser } from '../../support/syncRig.ts';
import { watchTileClocks } from '../../support/tileClock.ts';
import { heardClicks, isHeard, listen } from './listen.ts';

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
    const press = () =>
      rig.viewer.evaluate((id) => {
        const button = document.querySelector<HTMLElement>(`[data-perspective="${id}"] .tile-sound`);
        button?.click();
        return button !== null;
      }, rig.ids[0]);
    await until(press, 'the button of its sound');
    await until(() => isHeard(rig.viewer), 'a sound is heard');
    await pause(steadyAfterMs);
    const isRecorded = await listen(rig.viewer);
    await pause(measureMs);
    const clicks = await heardClicks(rig.viewer);
    const seen = (await rig.seen()).get(rig.ids[0] ?? '') ?? [];
    const apart = clicks.flatMap((at) => {
      const picture = latencyAt(seen, at);
      // Clicks come once a second, so the delay is known except for whole seconds.
      const sound = picture === null ? 0 : picture + ((((at - picture) % 1_000) + 1_500) % 1_000) - 500;
      return picture === null ? [] : [sound - picture];
    });
    return {
      isRecorded,
      clicks: apart.length,
      medianMs: round(quantile(apart, 0.5)),
      p5Ms: round(quantile(apart, 0.05)),
      p95Ms: round(quantile(apart, 0.95)),
    };
  } finally {
    await rig.close();
  }
}
