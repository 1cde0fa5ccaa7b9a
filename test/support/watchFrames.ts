import type { BrowserContext, Page } from 'playwright-core';

/** For each perspective: times of its first, newest and all frames (ms since navigation), and their count. */
export type FrameTimes = Record<string, { firstAt: number; lastAt: number; count: number; times: number[] }>;

declare global {
  interface Window {
    __frames?: FrameTimes;
  }
}

function followFrames(): void {
  const frames: FrameTimes = {};
  window.__frames = frames;
  const followed = new WeakSet<HTMLVideoElement>();
  const follow = (video: HTMLVideoElement) => {
    followed.add(video);
    const next = () =>
      video.requestVideoFrameCallback(() => {
        const id = video.closest('[data-perspective]')?.getAttribute('data-perspective');
        const at = performance.now();
        if (id) {
          const known = frames[id] ?? { firstAt: at, lastAt: at, count: 0, times: [] };
          frames[id] = known;
          known.lastAt = at;
          known.count += 1;
          known.times.push(at);
        }
        next();
      });
    next();
  };
  const followNew = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('[data-perspective] video')) {
      if (!followed.has(video)) follow(video);
    }
  };
  new MutationObserver(followNew).observe(document, { childList: true, subtree: true });
}

/** The same as a script. */
export const frameFollowing = `(${followFrames})()`;

/** Counts each frame that a tile's video presents, from the start of each page of this person. */
export const watchFrames = (person: BrowserContext): Promise<unknown> => person.addInitScript(followFrames);

export const framesOf = (page: Page): Promise<FrameTimes> => page.evaluate(() => window.__frames ?? {});
