import { band } from './band/band.ts';
import { type FigureLight, paintFigure } from './band/figurePainter.ts';
import { seenBy } from './crowd/crowd.ts';
import { paintStrip } from './crowd/crowdPainter.ts';
import { type CrowdStrip, crowdStrips } from './crowd/crowdStrip.ts';
import { type Bitmap, type Box, createBitmap, createGlow, drawBitmap } from './draw/bitmap.ts';
import { add, createToCss, dim, type ToCss } from './draw/color.ts';
import { createLens, depthOf, type Lens } from './draw/lens.ts';
import { times, vector } from './draw/vector.ts';
import {
  createBall,
  createFire,
  paintBall,
  paintConfetti,
  paintFlames,
  paintWheelLamps,
  type Sprites,
} from './effectPainter.ts';
import { ballAt } from './effects.ts';
import { paintBeams, paintPool, spotColor } from './light/beamPainter.ts';
import { paintLamps } from './light/flare.ts';
import { paintFlash } from './light/flash.ts';
import { crowdLight, type LightLevels, lightFrom, lightLevels } from './light/lights.ts';
import { type Moment, momentAt } from './music/score.ts';
import { type Scenery, sceneryFor } from './scenery.ts';
import type { Seat } from './seats.ts';
import { type ScreenBitmaps, screenBitmaps } from './stage/screen.ts';
import { paintScreen } from './stage/screenPainter.ts';
import { shiftOf, swayAt } from './sway.ts';

export type VirtualPicture = {
  /** Draws the scene at an instant of the server's time, ms. */
  draw(context: CanvasRenderingContext2D, ms: number): void;
};

/** The scene is drawn wider than the picture by this share at each side: the camera's sway shifts it that far. */
const marginShare = 0.04;
/** Far scenery sways as if it all stood at this depth, m: the stage. */
const farDepthM = 12;

type Parts = {
  lens: Lens;
  toCss: ToCss;
  far: Scenery;
  near: Scenery[];
  strips: CrowdStrip[];
  screen: ScreenBitmaps | null;
  /** Beams are drawn over everything further away than this, m. */
  beamDepth: number;
  sprites: Sprites;
  vignette: Bitmap;
};

function paintScenery(context: CanvasRenderingContext2D, { night, lit }: Scenery, levels: LightLevels): void {
  drawBitmap(context, night);
  context.globalCompositeOperation = 'lighter';
  for (const { group, bitmap } of lit) {
    if (levels[group] < 0.02) continue;
    context.globalAlpha = Math.min(1, levels[group]);
    drawBitmap(context, bitmap);
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}

function figureLight(lens: Lens, levels: LightLevels): FigureLight {
  const body = add(lightFrom(levels, times(lens.forward, -1)), [0.12, 0.12, 0.16]);
  const behind = add(lightFrom(levels, lens.forward), lightFrom(levels, vector(0, 0, 1)));
  return { body, rim: dim(behind, 0.7), rimX: lens.right.y > 0 ? 0.4 : -0.4, rimY: -0.6 };
}

/** Small lenses darken the corners. */
function createVignette(widthPx: number, heightPx: number): Bitmap {
  const bitmap = createBitmap({ left: 0, top: 0, right: widthPx, bottom: heightPx });
  const { context } = bitmap;
  const [x, y] = [widthPx / 2, heightPx / 2];
  const cornerPx = Math.hypot(x, y);
  const shade = context.createRadialGradient(x, y, cornerPx * 0.45, x, y, cornerPx);
  shade.addColorStop(0, 'rgba(2,2,8,0)');
  shade.addColorStop(1, 'rgba(2,2,8,0.5)');
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  return bitmap;
}

function partsFor(seat: Seat, widthPx: number, heightPx: number, marginPx: number): Parts {
  const lens = createLens(seat, widthPx, heightPx);
  const toCss = createToCss(seat.exposure, seat.tint);
  const box: Box = { left: -marginPx, top: -marginPx, right: widthPx + marginPx, bottom: heightPx + marginPx };
  return {
    lens,
    toCss,
    ...sceneryFor(lens, toCss, box),
    strips: crowdStrips(seenBy(lens), { lens, toCss, marginPx }),
    screen: screenBitmaps(lens, toCss),
    beamDepth: Math.max(2.5, depthOf(lens, vector(0, -2, 3))),
    sprites: {
      glow: createGlow('255,250,240'),
      fire: createFire(),
      ball: createBall(toCss),
    },
    vignette: createVignette(widthPx, heightPx),
  };
}

/** Flames are sorted by this point. */
const flameMiddle = vector(0, 0.25, 2);

type Layer = { depth: number; draw(): void };

/** Everything that may hide something else, furthest first. */
function layersOf(context: CanvasRenderingContext2D, parts: Parts, moment: Moment): Layer[] {
  const { lens, toCss, sprites, near, strips, beamDepth } = parts;
  const drawing = { context, lens, toCss, ...sprites };
  const levels = lightLevels(moment);
  const light = crowdLight(levels);
  const onBand = figureLight(lens, levels);
  const inSpot = { ...onBand, body: add(onBand.body, dim(spotColor, 0.38)) };
  const layers: Layer[] = [
    ...near.map((still) => ({ depth: still.depth, draw: () => paintScenery(context, still, levels) })),
    ...strips.map((strip) => ({ depth: strip.depth, draw: () => paintStrip(drawing, strip, moment, light) })),
    ...band(moment).map((figure) => ({
      depth: depthOf(lens, figure.at),
      draw: () => paintFigure(drawing, figure, figure.isInSpot ? inSpot : onBand),
    })),
    {
      depth: beamDepth,
      draw: () => {
        paintBeams(drawing, moment);
        paintLamps(drawing, moment);
        paintConfetti(drawing, moment);
      },
    },
    { depth: depthOf(lens, ballAt(moment)), draw: () => paintBall(drawing, moment) },
    { depth: depthOf(lens, flameMiddle), draw: () => paintFlames(drawing, moment) },
  ];
  const far: Layer = {
    depth: farDepthM,
    draw: () => {
      paintScenery(context, parts.far, levels);
      if (parts.screen) paintScreen(drawing, parts.screen, moment);
      paintWheelLamps(drawing, moment);
      paintPool(drawing, moment);
    },
  };
  return [far, ...layers.filter(({ depth }) => depth > 0.4).sort((a, b) => b.depth - a.depth)];
}

/** The scene from one seat. Whatever does not move is drawn once, now. */
export function createPicture(seat: Seat, widthPx: number, heightPx: number): VirtualPicture {
  const marginPx = Math.ceil(widthPx * marginShare);
  const parts = partsFor(seat, widthPx, heightPx, marginPx);
  return {
    draw(context, ms) {
      const moment = momentAt(ms);
      const { focalPx } = parts.lens;
      const sway = swayAt(ms, seat.seed, focalPx);
      for (const { depth, draw } of layersOf(context, parts, moment)) {
        const { x, y } = shiftOf(sway, focalPx, depth, marginPx);
        context.setTransform(1, 0, 0, 1, x, y);
        draw();
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
      drawBitmap(context, parts.vignette);
      paintFlash(context, parts.lens, parts.toCss, moment);
    },
  };
}
