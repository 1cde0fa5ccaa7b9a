import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { since1970 } from '../../shared/captureTime.ts';
import { until } from './evening.ts';
import { median } from './figures.ts';
import { watchConnections } from './pageMedia.ts';

/** RTP times of one tile at a refresh: of the frame it shows, and of the oldest frame that waits. */
type TileFrames = { shown: number; waiting: number | null };
/** `captureTimes`: some RTP times with their abs-capture-time (ms, NTP). */
type Tile = { perspective: string; captureTimes: { rtp: number; captureMs: number }[] };
type Recorded = { tiles: Tile[]; refreshes: { at: number; frames: (TileFrames | null)[] }[] };

/** A refresh of the screen (ms since 1970), with capture times of the frames that each tile shows and keeps waiting. */
export type Refresh = { at: number; tiles: Map<string, { shownMs: number; waitingMs: number | null }> };

declare global {
  interface Window {
    __chosenFrames?: () => Recorded;
  }
}

/**
 * Records at each refresh which of the received frames a page shows and which it keeps waiting. That choice does not
 * depend on how late a busy machine delivers or draws them. For pages that schedule frames themselves.
 */
export async function watchChosenFrames(person: BrowserContext): Promise<void> {
  await watchConnections(person);
  await person.addInitScript(() => {
    type Watched = Tile & TileFrames & { track: MediaStreamTrack; output: MediaStreamTrack | null; came: number[] };
    const tiles: Watched[] = [];
    let refreshes: Recorded['refreshes'] = [];
    let refreshAt: number | null = null;
    const later = (rtp: number, than: number) => (rtp - than) >> 0 > 0;
    const rtpOf = (frame: VideoFrame) =>
      (frame as unknown as { metadata(): { rtpTimestamp: number } }).metadata().rtpTimestamp;

    /** All tiles pick their frame in one task; the next event marks its end. */
    const endRefresh = () => {
      if (refreshAt === null) return;
      const frames = tiles.map(({ output, shown, came }) =>
        output && shown >= 0 ? { shown, waiting: came[0] ?? null } : null,
      );
      refreshes.push({ at: performance.timeOrigin + refreshAt, frames });
      refreshAt = null;
    };
    const noteCaptureTime = ({ track, captureTimes }: Watched) => {
      const receivers = (window.__connections ?? []).flatMap((connection) => connection.getReceivers());
      const [newest] = receivers.find((each) => each.track === track)?.getSynchronizationSources() ?? [];
      const { captureTimestamp } = (newest ?? {}) as { captureTimestamp?: number };
      if (newest && captureTimestamp) captureTimes.push({ rtp: newest.rtpTimestamp, captureMs: captureTimestamp });
    };
    const come = (tile: Watched, frame: VideoFrame) => {
      endRefresh();
      tile.came.push(rtpOf(frame));
      if (tile.captureTimes.length < 200) noteCaptureTime(tile);
    };
    const show = (tile: Watched, frame: VideoFrame) => {
      const now = Number(document.timeline.currentTime);
      if (refreshAt !== now) endRefresh();
      refreshAt = now;
      tile.shown = rtpOf(frame);
      tile.came = tile.came.filter((rtp) => later(rtp, tile.shown));
    };

    type Processing = { readable: ReadableStream<VideoFrame> };
    type Generating = MediaStreamTrack & { writable: WritableStream<VideoFrame> };
    const scope = window as unknown as {
      MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => Processing;
      MediaStreamTrackGenerator: new (init: { kind: 'video' }) => Generating;
    };
    const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = scope;
    scope.MediaStreamTrackProcessor = class extends Processor {
      constructor(init: { track: MediaStreamTrack }) {
        super(init);
        const tile: Watched = {
          perspective: '',
          captureTimes: [],
          shown: -1,
          waiting: null,
          came: [],
          output: null,
          ...init,
        };
        tiles.push(tile);
        const reader = this.readable.getReader();
        const read = reader.read.bind(reader);
        reader.read = async () => {
          const result = await read();
          if (result.value) come(tile, result.value);
          return result;
        };
        Object.defineProperty(this, 'readable', { value: { getReader: () => reader } });
      }
    };
    // The page creates one right after each processor.
    scope.MediaStreamTrackGenerator = class extends Generator {
      constructor(init: { kind: 'video' }) {
        super(init);
        const tile = tiles.at(-1);
        if (!tile) return;
        tile.output = this;
        const writer = this.writable.getWriter();
        const write = writer.write.bind(writer);
        writer.write = (frame) => {
          if (frame) show(tile, frame);
          return write(frame);
        };
        Object.defineProperty(this, 'writable', { value: { getWriter: () => writer } });
      }
    };

    window.__chosenFrames = () => {
      for (const video of document.querySelectorAll<HTMLVideoElement>('[data-perspective] video')) {
        const [output] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
        const tile = tiles.find((each) => each.output === output);
        if (tile) tile.perspective = video.closest('[data-perspective]')?.getAttribute('data-perspective') ?? '';
      }
      const taken = refreshes;
      refreshes = [];
      return { tiles: tiles.map(({ perspective, captureTimes }) => ({ perspective, captureTimes })), refreshes: taken };
    };
  });
}

/** RTP time: 90 kHz, a 32-bit counter. */
const rtpMs = (rtp: number, since: number) => ((rtp - since) >> 0) / 90;

/** Offset from a tile's RTP times to capture times: the median, since single abs-capture-times err. */
function captureTimesOf({ captureTimes }: Tile): (rtp: number) => number {
  const since = captureTimes[0]?.rtp ?? 0;
  const startMs = median(captureTimes.map(({ rtp, captureMs }) => since1970(captureMs) - rtpMs(rtp, since)));
  return (rtp) => startMs + rtpMs(rtp, since);
}

/** Choices since the last call, at refreshes where the tiles of all these perspectives show something. */
async function takeRefreshes(page: Page, ids: readonly string[]): Promise<Refresh[]> {
  const { tiles, refreshes } = await page.evaluate(() => window.__chosenFrames?.() ?? { tiles: [], refreshes: [] });
  const captureOf = tiles.map(captureTimesOf);
  return refreshes.flatMap(({ at, frames }) => {
    const chosen: Refresh['tiles'] = new Map();
    for (const [index, frame] of frames.entries()) {
      const [perspective, read] = [tiles[index]?.perspective ?? '', captureOf[index]];
      if (!frame || !read || !ids.includes(perspective)) continue;
      const waitingMs = frame.waiting === null ? null : read(frame.waiting);
      chosen.set(perspective, { shownMs: read(frame.shown), waitingMs });
    }
    return chosen.size === ids.length ? [{ at, tiles: chosen }] : [];
  });
}

const manyRefreshes = 200;

/** The next refreshes, for the tiles of these perspectives. */
export async function recordRefreshes(page: Page, ids: readonly string[]): Promise<Refresh[]> {
  await takeRefreshes(page, ids);
  const refreshes: Refresh[] = [];
  const isEnough = async () => {
    refreshes.push(...(await takeRefreshes(page, ids)));
    return refreshes.length >= manyRefreshes;
  };
  await until(isEnough, 'enough refreshes', 60_000);
  return refreshes;
}

/** Capture timestamps and the estimate of a phone's clock may err by this much on a busy machine, ms. */
export const toleranceMs = 100;

/** Whether at one instant all tiles show the frames captured before it and keep the later ones waiting. */
export function hasOneInstant({ tiles }: Refresh): boolean {
  const newestShown = Math.max(...[...tiles.values()].map(({ shownMs }) => shownMs));
  const oldestWaiting = Math.min(...[...tiles.values()].map(({ waitingMs }) => waitingMs ?? Number.POSITIVE_INFINITY));
  return newestShown <= oldestWaiting + toleranceMs;
}

export function expectNearlyAll(refreshes: readonly Refresh[], isSo: (refresh: Refresh) => boolean): void {
  expect(refreshes.filter(isSo).length / refreshes.length).toBeGreaterThan(0.95);
}
