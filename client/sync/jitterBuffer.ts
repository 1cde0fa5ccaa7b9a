/** The browser's jitter buffer of one receiver: its delay, and how to raise it. */

/** Browsers accept 0 to 4,000 ms. */
const maxMs = 4_000;

/** TypeScript's own type lacks it; Chromium 124, Firefox 115, Safari 27. */
type WithTarget = { jitterBufferTarget?: number | null };

export const hasJitterBufferTarget = (receiver: RTCRtpReceiver | null): receiver is RTCRtpReceiver =>
  receiver !== null && 'jitterBufferTarget' in receiver;

/** Asks the buffer to delay frames by at least this; 0 lets the browser decide. */
export function setJitterBufferTarget(receiver: RTCRtpReceiver, ms: number): void {
  const adjustable = receiver as WithTarget;
  const target = Math.round(Math.min(maxMs, Math.max(0, ms)));
  if (adjustable.jitterBufferTarget !== target) adjustable.jitterBufferTarget = target;
}

type Counters = { delay: number; minimum: number; emitted: number };

async function readCounters(receiver: RTCRtpReceiver): Promise<Counters | null> {
  for (const entry of (await receiver.getStats()).values()) {
    if (entry.type !== 'inbound-rtp') continue;
    const { jitterBufferDelay = 0, jitterBufferMinimumDelay, jitterBufferEmittedCount = 0 } = entry;
    // Without the minimum all of the delay counts as needed: the path delay is then too long, never too short.
    const minimum = jitterBufferMinimumDelay ?? jitterBufferDelay;
    return { delay: jitterBufferDelay, minimum, emitted: jitterBufferEmittedCount };
  }
  return null;
}

/** Reads, at each call, the delay that the buffer added to its minimum since the last call (mean, ms). */
export function watchAddedDelay(receiver: RTCRtpReceiver): () => Promise<number | null> {
  let last: Counters | null = null;
  return async () => {
    const before = last;
    last = await readCounters(receiver).catch(() => null);
    if (!before || !last || last.emitted <= before.emitted) return null;
    const frames = last.emitted - before.emitted;
    return Math.max(0, ((last.delay - before.delay - (last.minimum - before.minimum)) / frames) * 1_000);
  };
}
