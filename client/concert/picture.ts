import { band } from './band/band.ts';
import { type FigureLight, paintFigure } from './band/figurePainter.ts';
import { seenBy } from './crowd/crowd.ts';
import { paintStrip } from './crowd/crowdPainter.ts';
import { type CrowdStrip, crowdStrips } from './crowd/crowdStrip.ts';
import { add, createFilm, dim, type Film } from './draw/color.ts';
import { createLens, depthOf, type Lens } from './draw/lens.ts';
import { type Box, createGlow, createSheet, placeSheet, type Sheet } from './draw/sheet.ts';
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
import type { Seat } from './seats.ts';
import { type ScreenStills, screenStills } from './stage/screen.ts';
import { paintScreen } from './stage/screenPainter.ts';
import { type Still, stillsFor } from './still.ts';
import { shiftOf, swayAt } from './sway.ts';

export type Picture = {
  /** Draws the scene as it is at an instant of the server's time. */
  draw(context: CanvasRenderingContext2D, ms: number): void;
};

/** What the picture is wider than what is shown, at each side, as a share of its width: the hand sways that far. */
const marginShare = 0.04;
/** The stage, as far away as the sway of what stands still is reckoned for, m. */
const stillDepth = 12;

type Parts = {
  lens: Lens;
  film: Film;
  far: Still;
  near: Still[];
  strips: CrowdStrip[];
  screen: ScreenStills | null;
  /** Beams are before what is further away than this, m. */
  beamDepth: number;
  sprites: Sprites;
  vignette: Sheet;
};

function paintStill(context: CanvasRenderingContext2D, { night, lit }: Still, levels: LightLevels): void {
  placeSheet(context, night);
  context.globalCompositeOperation = 'lighter';
  for (const { group, sheet } of lit) {
    if (levels[group] < 0.02) continue;
    context.globalAlpha = Math.min(1, levels[group]);
    placeSheet(context, sheet);
  }
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
}

function figureLight(lens: Lens, levels: LightLevels): FigureLight {
  const body = add(lightFrom(levels, times(lens.forward, -1)), [0.12, 0.12, 0.16]);
  const behind = add(lightFrom(levels, lens.forward), lightFrom(levels, vector(0, 0, 1)));
  return { body, rim: dim(behind, 0.7), rimX: lens.right.y > 0 ? 0.4 : -0.4, rimY: -0.6 };
}

/** Darker corners, as of a small lens. */
function createVignette(widthPx: number, heightPx: number): Sheet {
  const sheet = createSheet({ left: 0, top: 0, right: widthPx, bottom: heightPx });
  const { context } = sheet;
  const [x, y] = [widthPx / 2, heightPx / 2];
  const reach = Math.hypot(x, y);
  const shade = context.createRadialGradient(x, y, reach * 0.45, x, y, reach);
  shade.addColorStop(0, 'rgba(2,2,8,0)');
  shade.addColorStop(1, 'rgba(2,2,8,0.5)');
  context.fillStyle = shade;
  context.fillRect(0, 0, widthPx, heightPx);
  return sheet;
}

function partsFor(seat: Seat, widthPx: number, heightPx: number, marginPx: number): Parts {
  const lens = createLens(seat, widthPx, heightPx);
  const film = createFilm(seat.exposure, seat.tint);
  const box: Box = { left: -marginPx, top: -marginPx, right: widthPx + marginPx, bottom: heightPx + marginPx };
  return {
    lens,
    film,
    ...stillsFor(lens, film, box),
    strips: crowdStrips(seenBy(lens), { lens, film, marginPx }),
    screen: screenStills(lens, film),
    beamDepth: Math.max(2.5, depthOf(lens, vector(0, -2, 3))),
    sprites: {
      glow: createGlow('255,250,240'),
      fire: createFire(),
      ball: createBall(film),
    },
    vignette: createVignette(widthPx, heightPx),
  };
}

/** What the sorting takes the flames to be at. */
const flameMiddle = vector(0, 0.25, 2);

type Layer = { depth: number; draw(): void };

/** All that may hide each other, the furthest first. */
function layersOf(context: CanvasRenderingContext2D, parts: Parts, moment: Moment): Layer[] {
  const { lens, film, sprites, near, strips, beamDepth } = parts;
  const drawing = { context, lens, film, ...sprites };
  const levels = lightLevels(moment);
  const light = crowdLight(levels);
  const onBand = figureLight(lens, levels);
  const inSpot = { ...onBand, body: add(onBand.body, dim(spotColor, 0.38)) };
  const layers: Layer[] = [
    ...near.map((still) => ({ depth: still.depth, draw: () => paintStill(context, still, levels) })),
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
    depth: stillDepth,
    draw: () => {
      paintStill(context, parts.far, levels);
      if (parts.screen) paintScreen(drawing, parts.screen, moment);
      paintWheelLamps(drawing, moment);
      paintPool(drawing, moment);
    },
  };
  return [far, ...layers.filter(({ depth }) => depth > 0.4).sort((a, b) => b.depth - a.depth)];
}

/** Builds the scene for one seat: what stands still is drawn now, once. */
export function createPicture(seat: Seat, widthPx: number, heightPx: number): Picture {
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
      placeSheet(context, parts.vignette);
      paintFlash(context, parts.lens, parts.film, moment);
    },
  };
}
