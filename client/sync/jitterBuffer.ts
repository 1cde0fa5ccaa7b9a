/** The browser's own buffer of one receiver: what it holds frames back by, and how it is told to hold them longer. */

/** Browsers take 0 to 4,000 ms. */
const mostMs = 4_000;

/** TypeScript's own type lacks it; Chromium 124, Firefox 115, Safari 27. */
type Steered = { jitterBufferTarget?: number | null };

export const hasJitterBufferTarget = (receiver: RTCRtpReceiver | null): receiver is RTCRtpReceiver =>
  receiver !== null && 'jitterBufferTarget' in receiver;

/** Asks the buffer to hold frames at least so long; 0 lets it decide. */
export function setJitterBufferTarget(receiver: RTCRtpReceiver, ms: number): void {
  const steered = receiver as Steered;
  const target = Math.round(Math.min(mostMs, Math.max(0, ms)));
  if (steered.jitterBufferTarget !== target) steered.jitterBufferTarget = target;
}

type Counters = { delay: number; least: number; emitted: number };

async function readCounters(receiver: RTCRtpReceiver): Promise<Counters | null> {
  for (const entry of (await receiver.getStats()).values()) {
    if (entry.type !== 'inbound-rtp') continue;
    const { jitterBufferDelay = 0, jitterBufferMinimumDelay, jitterBufferEmittedCount = 0 } = entry;
    // Where the least delay is not told, all of it counts as needed: the way is then seen as too long, never too short.
    const least = jitterBufferMinimumDelay ?? jitterBufferDelay;
    return { delay: jitterBufferDelay, least, emitted: jitterBufferEmittedCount };
  }
  return null;
}

/** Reads, at each call, by how much frames were held longer than needed since the last one (mean, ms). */
export function watchAddedDelay(receiver: RTCRtpReceiver): () => Promise<number | null> {
  let last: Counters | null = null;
  return async () => {
    const before = last;
    last = await readCounters(receiver).catch(() => null);
    if (!before || !last || last.emitted <= before.emitted) return null;
    const frames = last.emitted - before.emitted;
    return Math.max(0, ((last.delay - before.delay - (last.least - before.least)) / frames) * 1_000);
  };
}
