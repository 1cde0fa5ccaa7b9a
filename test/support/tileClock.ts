import type { BrowserContext, Page } from 'playwright-core';
import { readTimecode, timecodeBlocks } from '../../shared/timecode.ts';

/** When a tile showed a new picture (ms since 1970, this machine's clock), and the clock in that picture. */
export type Sighting = { at: number; showsMs: number };
/** By perspective, in order, without pictures that could not be read. */
export type Sightings = Map<string, Sighting[]>;

type Raw = { id: string; at: number; bits: string };

declare global {
  interface Window {
    __tileClock?: Raw[];
  }
}

/**
 * Reads the machine-readable clock in every tile at every refresh of the screen from the drawn pixels, independently of
 * the product's own figures.
 */
export async function watchTileClocks(person: Pick<BrowserContext, 'addInitScript'>): Promise<void> {
  await person.addInitScript((blocks) => {
    const raw: Raw[] = [];
    window.__tileClock = raw;
    const columns = new Set(blocks.map(({ left }) => left)).size;
    const rows = blocks.length / columns;
    const canvas = new OffscreenCanvas(columns, rows);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const last = new Map<string, string>();
    /** Videos with a new frame since the last read; reading all would be slow enough to distort the measurement. */
    const fresh = new WeakSet<HTMLVideoElement>();
    const followed = new WeakSet<HTMLVideoElement>();
    const follow = (video: HTMLVideoElement) => {
      followed.add(video);
      const next = () =>
        video.requestVideoFrameCallback(() => {
          fresh.add(video);
          next();
        });
      next();
    };
    const bitOf = (value: number) => (value >= 155 ? '1' : value <= 100 ? '0' : '?');

    const bitsOf = (picture: HTMLVideoElement | HTMLCanvasElement, width: number, height: number): string => {
      if (!context) return '';
      for (let row = 0; row < rows; row += 1) {
        const block = blocks[row * columns];
        const middle = ((block?.top ?? 0) + (block?.height ?? 0) / 2) * height;
        context.drawImage(picture, 0, middle - 1, width, 2, 0, row, columns, 1);
      }
      const { data } = context.getImageData(0, 0, columns, rows);
      return Array.from({ length: columns * rows }, (_, index) => bitOf(data[index * 4] ?? 128)).join('');
    };

    const read = (refreshAt: number) => {
      requestAnimationFrame(read);
      for (const tile of document.querySelectorAll('[data-perspective]')) {
        const picture = tile.querySelector<HTMLVideoElement | HTMLCanvasElement>('video, canvas');
        const isVideo = picture instanceof HTMLVideoElement;
        const [width, height] = isVideo ? [picture.videoWidth, picture.videoHeight] : [picture?.width, picture?.height];
        const id = tile.getAttribute('data-perspective');
        if (isVideo && !followed.has(picture)) follow(picture);
        if (!picture || !width || !height || !id || (isVideo && !fresh.delete(picture))) continue;
        const bits = bitsOf(picture, width, height);
        if (last.get(id) === bits) continue;
        last.set(id, bits);
        raw.push({ id, at: performance.timeOrigin + refreshAt, bits });
      }
    };
    requestAnimationFrame(read);
  }, timecodeBlocks);
}

const brightnessOf: Record<string, number> = { '0': 0, '1': 255, '?': 128 };

/** Sightings since the last call. */
export async function takeSightings(page: Page): Promise<Sightings> {
  const raw = await page.evaluate(() => window.__tileClock?.splice(0) ?? []);
  const sightings: Sightings = new Map();
  for (const { id, at, bits } of raw) {
    const showsMs = readTimecode(
      [...bits].map((bit) => brightnessOf[bit] ?? 128),
      at,
    );
    if (showsMs === null) continue;
    const seen = sightings.get(id) ?? [];
    sightings.set(id, seen);
    seen.push({ at, showsMs });
  }
  return sightings;
}
