import type { createPicture } from '../concert/concertPicture.ts';
import type { seatAt } from '../concert/seats.ts';

/** Sharp enough for pictures behind text; the drawing time grows with their area. */
const maxWidthPx = 320;
/** 24 fps: smooth enough for a concert. */
const frameIntervalMs = 1_000 / 24;
/** Drawing takes at most this share of the time; a slow machine gets a lower frame rate. */
const maxBusyShare = 0.3;
/** After several frames in a row this slow the animation stops at the last one. */
const tooSlowMs = 80;
const maxSlowInARow = 4;
/** Shown with reduced motion: half a second into a chorus, when most lamps are lit (`score.ts`). */
const stillMs = 18_500;

type SeatPicture = { context: CanvasRenderingContext2D; picture: ReturnType<typeof createPicture> };
type Scene = { createPicture: typeof createPicture; seatAt: typeof seatAt };

async function loadScene(): Promise<Scene> {
  const [{ createPicture }, { seatAt }] = await Promise.all([
    import('../concert/concertPicture.ts'),
    import('../concert/seats.ts'),
  ]);
  return { createPicture, seatAt };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Draws the concert into each canvas from another seat, all at the same instant, while visible. */
export function drawHeroScene(canvases: readonly HTMLCanvasElement[]): () => void {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const drawn: SeatPicture[] = [];
  let isClosed = false;
  let isSeen = true;
  let timer = 0;
  let slowInARow = 0;

  const tick = () => {
    clearTimeout(timer);
    if (isClosed || isStill || !isSeen || document.hidden || slowInARow >= maxSlowInARow) return;
    const instant = Date.now();
    const from = performance.now();
    for (const { context, picture } of drawn) picture.draw(context, instant);
    const tookMs = performance.now() - from;
    slowInARow = tookMs > tooSlowMs ? slowInARow + 1 : 0;
    timer = window.setTimeout(() => requestAnimationFrame(tick), Math.max(frameIntervalMs, tookMs / maxBusyShare));
  };

  const build = async () => {
    const { createPicture, seatAt } = await loadScene();
    for (const [index, canvas] of canvases.entries()) {
      // One seat per frame: drawing the static scenery takes as long as a frame or two.
      await nextFrame();
      if (isClosed) return;
      const context = canvas.getContext('2d', { alpha: false });
      const width = Math.min(maxWidthPx, Math.round(canvas.clientWidth * devicePixelRatio));
      if (!context || width === 0) continue;
      canvas.width = width;
      canvas.height = Math.round((width * canvas.clientHeight) / canvas.clientWidth);
      const seatPicture = {
        context,
        picture: createPicture(seatAt(index, canvases.length), canvas.width, canvas.height),
      };
      seatPicture.picture.draw(context, isStill ? stillMs : Date.now());
      drawn.push(seatPicture);
      canvas.dataset.drawn = 'true';
    }
    tick();
  };

  const observer = new IntersectionObserver(([entry]) => {
    isSeen = entry?.isIntersecting ?? true;
    if (isSeen && drawn.length === canvases.length) tick();
  });
  if (canvases[0]?.parentElement) observer.observe(canvases[0].parentElement);
  document.addEventListener('visibilitychange', tick);
  // Without the pictures the page still has its background color and all text.
  build().catch(() => undefined);
  return () => {
    isClosed = true;
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', tick);
  };
}
