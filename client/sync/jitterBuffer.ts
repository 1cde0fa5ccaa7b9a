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

/** Totals of a receiver: the delay of its jitter buffer, that without our target if the browser tells it, s; and frames. */
export type BufferCounters = { delay: number; minimum: number | null; emitted: number };

export async function readBufferCounters(receiver: RTCRtpReceiver): Promise<BufferCounters | null> {
  for (const entry of (await receiver.getStats()).values()) {
    if (entry.type !== 'inbound-rtp') continue;
    const { jitterBufferDelay = 0, jitterBufferMinimumDelay = null, jitterBufferEmittedCount = 0 } = entry;
    return { delay: jitterBufferDelay, minimum: jitterBufferMinimumDelay, emitted: jitterBufferEmittedCount };
  }
  return null;
}
