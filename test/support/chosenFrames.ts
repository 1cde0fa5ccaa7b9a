import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { since1970 } from '../../shared/captureTime.ts';
import { until } from './evening.ts';
import { median } from './figures.ts';
import { watchConnections } from './pageMedia.ts';

/** RTP times of one tile at a refresh: of the frame it shows, and of the oldest frame that waits. */
type TileFrames = { shown: number; waiting: number | null };
/** `captureTimes`: some RTP times with their abs-capture-time (ms, NTP). `tile` is its number in the playout worker. */
type Tile = { tile: number; perspective: string; captureTimes: { rtp: number; captureMs: number }[] };
type Recorded = { at: number; frames: Record<number, TileFrames> }[];

/** A refresh of the screen (ms since 1970), with capture times of the frames that each tile shows and keeps waiting. */
export type Refresh = { at: number; tiles: Map<string, { shownMs: number; waitingMs: number | null }> };

declare global {
  interface Window {
    __tiles?: () => Tile[];
    __chosenFrames?: () => Recorded;
  }
}

/** In the page: which tile of the worker is which perspective, and the capture times of its frames. */
function watchTiles(): void {
  type Processing = { readable: object };
  type Generating = MediaStreamTrack & { writable: object };
  const scope = window as unknown as {
    MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => Processing;
    MediaStreamTrackGenerator: new (init: { kind: 'video' }) => Generating;
  };
  const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } = scope;
  const tracks = new WeakMap<object, MediaStreamTrack>();
  scope.MediaStreamTrackProcessor = class extends Processor {
    constructor(init: { track: MediaStreamTrack }) {
      super(init);
      tracks.set(this.readable, init.track);
    }
  };
  scope.MediaStreamTrackGenerator = class extends Generator {
    constructor(init: { kind: 'video' }) {
      super(init);
      tracks.set(this.writable, this);
    }
  };
  const tiles: (Tile & { input: MediaStreamTrack | undefined; output: MediaStreamTrack | undefined })[] = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, transfer) {
    if (message?.type === 'add') {
      const { tile, readable, writable } = message;
      tiles.push({
        tile,
        perspective: '',
        captureTimes: [],
        input: tracks.get(readable),
        output: tracks.get(writable),
      });
    }
    Reflect.apply(postMessage, this, [message, transfer]);
  };
  setInterval(() => {
    const receivers = (window.__connections ?? []).flatMap((connection) => connection.getReceivers());
    for (const { input, captureTimes } of tiles) {
      const [newest] = receivers.find(({ track }) => track === input)?.getSynchronizationSources() ?? [];
      const { captureTimestamp } = (newest ?? {}) as { captureTimestamp?: number };
      if (!newest || !captureTimestamp || captureTimes.length >= 200) continue;
      captureTimes.push({ rtp: newest.rtpTimestamp, captureMs: captureTimestamp });
    }
  }, 40);
  window.__tiles = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('[data-perspective] video')) {
      const [output] = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
      const tile = tiles.find((each) => each.output === output);
      if (tile) tile.perspective = video.closest('[data-perspective]')?.getAttribute('data-perspective') ?? '';
    }
    return tiles.map(({ tile, perspective, captureTimes }) => ({ tile, perspective, captureTimes }));
  };
}

/** In the worker, before its own script: which frames it reads, and which it writes at each refresh. */
function watchWorker(): void {
  type Watched = TileFrames & { came: number[] };
  const tiles = new Map<number, Watched>();
  const streams = new WeakMap<object, Watched>();
  let refreshes: Recorded = [];
  let hasShown = false;
  const later = (rtp: number, than: number) => (rtp - than) >> 0 > 0;
  const rtpOf = (frame: VideoFrame) =>
    (frame as unknown as { metadata(): { rtpTimestamp: number } }).metadata().rtpTimestamp;

  addEventListener('message', ({ data }) => {
    if (data.type === 'remove') tiles.delete(data.tile);
    if (data.type !== 'add') return;
    const watched: Watched = { shown: -1, waiting: null, came: [] };
    tiles.set(data.tile, watched);
    for (const stream of [data.readable, data.writable]) streams.set(stream, watched);
  });
  const { getReader } = ReadableStream.prototype;
  ReadableStream.prototype.getReader = function (this: ReadableStream) {
    const reader = Reflect.apply(getReader, this, []) as ReadableStreamDefaultReader<VideoFrame>;
    const read = reader.read.bind(reader);
    reader.read = async () => {
      const result = await read();
      if (result.value) streams.get(this)?.came.push(rtpOf(result.value));
      return result;
    };
    return reader;
  } as typeof getReader;
  const { getWriter } = WritableStream.prototype;
  WritableStream.prototype.getWriter = function (this: WritableStream) {
    const writer = Reflect.apply(getWriter, this, []) as WritableStreamDefaultWriter<VideoFrame>;
    const write = writer.write.bind(writer);
    writer.write = (frame) => {
      const watched = streams.get(this);
      if (watched && frame) {
        watched.shown = rtpOf(frame);
        watched.came = watched.came.filter((rtp) => later(rtp, watched.shown));
        hasShown = true;
      }
      return write(frame);
    };
    return writer;
  };
  // All tiles choose their frame in one task, by the only timer there is.
  const { setTimeout: setTimer } = globalThis;
  globalThis.setTimeout = ((run: () => void, ms: number) =>
    setTimer(() => {
      hasShown = false;
      run();
      if (!hasShown) return;
      const frames = [...tiles].map(([tile, { shown, came }]) => [tile, { shown, waiting: came[0] ?? null }] as const);
      const chosen = Object.fromEntries(frames.filter(([, { shown }]) => shown >= 0));
      refreshes.push({ at: performance.timeOrigin + performance.now(), frames: chosen });
    }, ms)) as typeof setTimeout;
  const scope = globalThis as unknown as Pick<Window, '__chosenFrames'>;
  scope.__chosenFrames = () => {
    const taken = refreshes;
    refreshes = [];
    return taken;
  };
}

const isPlayoutWorker = (url: string) => /\/playoutWorker-[^/]*\.js$/.test(url);
export const playoutWorkerOf = (page: Page) => page.workers().find((worker) => isPlayoutWorker(worker.url()));

/** Runs a script in each playout worker of this person, before its own. */
export async function beforePlayoutWorker(person: BrowserContext, script: () => void): Promise<void> {
  await person.route(
    (url) => isPlayoutWorker(url.pathname),
    async (route) => {
      const own = await (await route.fetch()).text();
      await route.fulfill({ contentType: 'text/javascript', body: `(${script})();\n${own}` });
    },
  );
}

/**
 * Records at each refresh which of the received frames a page shows and which it keeps waiting. That choice does not
 * depend on how late a busy machine delivers or draws them. For pages that schedule frames themselves.
 */
export async function watchChosenFrames(person: BrowserContext): Promise<void> {
  await watchConnections(person);
  await person.addInitScript(watchTiles);
  await beforePlayoutWorker(person, watchWorker);
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
  const tiles = await page.evaluate(() => window.__tiles?.() ?? []);
  const refreshes =
    (await playoutWorkerOf(page)?.evaluate(() => (globalThis as unknown as Window).__chosenFrames?.() ?? [])) ?? [];
  return refreshes.flatMap(({ at, frames }) => {
    const chosen: Refresh['tiles'] = new Map();
    for (const tile of tiles) {
      const frame = frames[tile.tile];
      if (!frame || !ids.includes(tile.perspective) || tile.captureTimes.length === 0) continue;
      const read = captureTimesOf(tile);
      const waitingMs = frame.waiting === null ? null : read(frame.waiting);
      chosen.set(tile.perspective, { shownMs: read(frame.shown), waitingMs });
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
