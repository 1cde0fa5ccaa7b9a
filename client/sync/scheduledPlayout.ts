import { createFrameTrack, framesOf, rtpTimeOf } from './insertableTrack.ts';
import { hasJitterBufferTarget, setJitterBufferTarget, watchAddedDelay } from './jitterBuffer.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';
import { isPageBusy, onRefresh } from './refresh.ts';

type Held = { frame: VideoFrame; captureAt: number };

/**
 * Decoded frames that wait at most: phones' decoders have few buffers, and stop when all are held. What a long delay
 * needs beyond that waits in the browser's own buffer, not yet decoded.
 */
const decodedAheadMs = 180;
const mostHeld = 16;
/** Smaller changes of the browser's buffer are not worth the hiccup. */
const bufferStepMs = 30;
const lookEveryMs = 1_000;
/** From being given to the video until it stands on the screen: one to two refreshes (measured). */
const screenMs = 25;

/** Holds each frame until it is due, and shows it at the next refresh of the screen. */
export const scheduledPlayout: Play = (track, receiver, tile, instant) => {
  const frames = framesOf(track);
  const shown = createFrameTrack();
  if (!frames || !shown) return plainPlayout(track, receiver, tile, instant);
  const held: Held[] = [];
  let bufferMs = 0;
  let isClosed = false;

  const show = ({ frame, captureAt }: Held, at: number) => {
    shown.show(frame);
    tile.shown(captureAt, at + screenMs);
  };

  const showUpTo = (due: number, at: number) => {
    let newest: Held | undefined;
    while (held[0] && held[0].captureAt <= due) {
      newest?.frame.close();
      newest = held.shift();
    }
    if (newest) show(newest, at);
  };

  const drop = () => {
    for (const { frame } of held.splice(0)) frame.close();
  };

  const take = (frame: VideoFrame) => {
    const captureAt = tile.placed(rtpTimeOf(frame), instant.now(), isPageBusy());
    // A hidden page has no refreshes: without this its frames would pile up, and the decoder stop.
    if (document.hidden) {
      drop();
      return frame.close();
    }
    held.push({ frame, captureAt });
    // Too soon is better than never: a tile that cannot be held back so long is early, and marked so.
    const soonest = held.length > mostHeld ? held.shift() : undefined;
    if (soonest) show(soonest, instant.now());
    if (instant.delayMs() === 0) showUpTo(Number.POSITIVE_INFINITY, instant.now());
  };

  const read = async () => {
    for (;;) {
      const { value, done } = await frames.read();
      if (done || isClosed) return value?.close();
      take(value);
    }
  };

  const readAddedDelay = receiver && watchAddedDelay(receiver);
  const look = async () => {
    const ms = bufferMs > 0 ? await readAddedDelay?.() : 0;
    if (ms !== null && ms !== undefined) tile.setAddedDelay(Math.min(ms, bufferMs));
  };

  read().catch(() => undefined);
  const stopRefresh = onRefresh((at) => showUpTo(instant.dueBy(at), instant.timeOf(at)));
  const looking = setInterval(() => void look(), lookEveryMs);
  return {
    track: shown.track,
    steer() {
      if (!hasJitterBufferTarget(receiver)) return;
      const pathDelays = tile.pathDelays(instant.now());
      const wished = pathDelays === null ? 0 : Math.max(0, instant.delayMs() - pathDelays.p90Ms - decodedAheadMs);
      // What is late must come sooner at once; what comes too soon can wait for a change that pays.
      if (wished < bufferMs || wished > bufferMs + bufferStepMs) {
        bufferMs = wished < bufferStepMs ? 0 : wished;
        setJitterBufferTarget(receiver, bufferMs);
        if (bufferMs === 0) tile.setAddedDelay(0);
      }
    },
    close() {
      isClosed = true;
      stopRefresh();
      clearInterval(looking);
      frames.cancel().catch(() => undefined);
      drop();
      shown.close();
    },
  };
};
