import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { readTimecode, timecodeBlocks } from '../../shared/timecode.ts';
import type { Crowd } from './crowd.ts';
import type { Sightings } from './tileClock.ts';
import { readTimedCode } from './timedClip.ts';

type Box = { id: string; left: number; top: number; width: number; height: number };
/** Which tiles were on the screen from this instant (ms since 1970) on. */
export type Layout = { at: number; ids: string[] };

export type ScreenClock = {
  sightings: Sightings;
  layouts: Layout[];
  /** What the tiles of each picture of the screen show, ms since 1970. */
  screens: { at: number; shows: Map<string, number> }[];
  /** Pictures of the screen, and tiles in them that could be read and that could not. */
  counts: { screens: number; read: number; unread: number };
  close(): Promise<void>;
};

const lookForTilesEveryMs = 250;
/** Half of the viewer's window: pictures are compressed and read on the same cores. */
const maxSize = { maxWidth: 520, maxHeight: 340 };

/** Names and marks would cover the codes. */
export const uncoverPictures = (person: BrowserContext): Promise<unknown> =>
  person.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.tile > :not(.picture), .tile::after { visibility: hidden !important; }
      .tile, .picture { transition: none !important; animation: none !important; border-radius: 0 !important; }
      .picture > video { object-fit: fill !important; }`);
    document.adoptedStyleSheets = [sheet];
  });

/** Where each tile's picture is, px. */
const boxesIn = (page: Page): Promise<Box[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLVideoElement>('[data-perspective] video')].flatMap((video) => {
      const { left, top, width, height } = video.getBoundingClientRect();
      const id = video.closest<HTMLElement>('[data-perspective]')?.dataset.perspective;
      return id && video.videoWidth > 0 ? [{ id, left, top, width, height }] : [];
    }),
  );

/** Reads the codes in all tiles from pictures of the screen, which the browser's own process takes, not the page's. */
export async function watchScreen(page: Page, session: CDPSession, crowd: Crowd): Promise<ScreenClock> {
  const sightings: Sightings = new Map();
  const layouts: Layout[] = [];
  const screens: ScreenClock['screens'] = [];
  const counts = { screens: 0, read: 0, unread: 0 };
  const last = new Map<string, number>();
  let boxes: Box[] = [];
  let isClosed = false;

  const cameraOf = new Map(crowd.phones.map(({ id }, camera) => [id, camera]));
  const note = (id: string, at: number, brightness: readonly number[]) => {
    const code = readTimecode(brightness, 0);
    const camera = cameraOf.get(id);
    if (code === null || camera === undefined || readTimedCode(code).camera !== camera) {
      counts.unread += 1;
      return;
    }
    counts.read += 1;
    const { startedAtMs } = crowd.phones[camera]?.phone ?? { startedAtMs: 0 };
    const { clipMs } = readTimedCode(code);
    const showsMs = at - ((at - startedAtMs - clipMs) % crowd.clipMs);
    screens.at(-1)?.shows.set(id, showsMs);
    if (last.get(id) === code) return;
    last.set(id, code);
    sightings.set(id, [...(sightings.get(id) ?? []), { at, showsMs }]);
  };

  /** Each picture was new between the last look and this one: in the middle, as far as is known. */
  let lookedAt = 0;
  const look = async (data: string, at: number, widthPx: number) => {
    const { data: grey, info } = await sharp(Buffer.from(data, 'base64')).greyscale().raw().toBuffer({
      resolveWithObject: true,
    });
    const scale = info.width / widthPx;
    const newAt = lookedAt > 0 ? (lookedAt + at) / 2 : at;
    lookedAt = at;
    counts.screens += 1;
    screens.push({ at: newAt, shows: new Map() });
    for (const { id, left, top, width, height } of boxes) {
      const brightness = timecodeBlocks.map((block) => {
        const x = Math.round((left + (block.left + block.width / 2) * width) * scale);
        const y = Math.round((top + (block.top + block.height / 2) * height) * scale);
        return grey[(y * info.width + x) * info.channels] ?? 128;
      });
      note(id, newAt, brightness);
    }
  };
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    void look(data, (metadata.timestamp ?? 0) * 1_000, metadata.deviceWidth).catch(() => undefined);
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 70, ...maxSize });

  const follow = async () => {
    while (!isClosed) {
      boxes = await boxesIn(page).catch(() => boxes);
      layouts.push({ at: performance.timeOrigin + performance.now(), ids: boxes.map(({ id }) => id) });
      await new Promise((resolve) => setTimeout(resolve, lookForTilesEveryMs));
    }
  };
  const following = follow();
  return {
    sightings,
    layouts,
    screens,
    counts,
    async close() {
      isClosed = true;
      await session.send('Page.stopScreencast').catch(() => undefined);
      await following;
    },
  };
}
