import { describe, expect, it } from 'vitest';
import { band } from '../../client/concert/band/band.ts';
import { bodyOf } from '../../client/concert/band/body.ts';
import { armRaised } from '../../client/concert/band/singer.ts';
import { clockStrokes } from '../../client/concert/clock/digits.ts';
import { crowd, seenBy } from '../../client/concert/crowd/crowd.ts';
import { clipLine, createLens, depthOf, project } from '../../client/concert/draw/lens.ts';
import { lengthOf, minus, vector } from '../../client/concert/draw/vector.ts';
import { ballAt } from '../../client/concert/effects.ts';
import { lightLevels } from '../../client/concert/light/lights.ts';
import { barMs, barsPerSong, beatMs, momentAt } from '../../client/concert/music/score.ts';
import { seatAt, seatCount } from '../../client/concert/seats.ts';
import { shiftOf, swayAt } from '../../client/concert/sway.ts';

const song = barMs * barsPerSong;
/** The start of a song's verse, far from 1970. */
const verse = Math.ceil(1_750_000_000_000 / song) * song;
const chorus = verse + 8 * barMs;
const lensOf = (seat: number) => createLens(seatAt(seat, seatCount), 640, 360);
const seats = Array.from({ length: seatCount }, (_, seat) => seat);
const beforeTheBand = [0, 1, 2, 3, 9, 10, 11];
const behindTheBand = [5, 6, 7];

describe('what a lens sees', () => {
  const front = createLens({ from: vector(0, -10, 2), to: vector(0, 0, 2), openingDegrees: 65 }, 640, 360);
  const back = createLens({ from: vector(0, 10, 2), to: vector(0, 0, 2), openingDegrees: 65 }, 640, 360);

  it('has what it looks at in the middle, and its opening at the edges', () => {
    expect(project(front, vector(0, 0, 2))).toMatchObject({ x: 320, y: 180, depth: 10 });
    const edge = 10 * Math.tan((32.5 * Math.PI) / 180);
    expect(project(front, vector(edge, 0, 2)).x).toBeCloseTo(640, 6);
    expect(project(front, vector(-edge, 0, 2)).x).toBeCloseTo(0, 6);
  });

  it.each([
    [3, 0, 2],
    [-1.5, 0, 3.5],
    [0.2, 0, 0],
  ])('mirrors left and right from the opposite side, and neither up nor down (%d, %d, %d)', (x, y, z) => {
    const [here, there] = [project(front, vector(x, y, z)), project(back, vector(x, y, z))];
    expect(here.x - 320).toBeCloseTo(-(there.x - 320), 6);
    expect(here.y).toBeCloseTo(there.y, 6);
    expect(here.scale).toBeCloseTo(there.scale, 6);
  });

  it('halves what is twice as far away', () => {
    expect(project(front, vector(0, 10, 2)).scale).toBeCloseTo(project(front, vector(0, 0, 2)).scale / 2, 9);
  });

  it('holds a phone upright as well: the longer side sees as much', () => {
    const upright = createLens({ from: vector(0, -10, 2), to: vector(0, 0, 2), openingDegrees: 65 }, 360, 640);
    expect(upright.focalPx).toBeCloseTo(front.focalPx, 9);
  });

  it('keeps of a line what is before it', () => {
    const [from, to] = clipLine(front, vector(0, -20, 2), vector(0, 0, 2)) ?? [];
    expect(from && depthOf(front, from)).toBeCloseTo(0.35, 9);
    expect(to).toEqual(vector(0, 0, 2));
    expect(clipLine(front, vector(0, -20, 2), vector(1, -15, 2))).toBeNull();
  });
});

describe('the band', () => {
  const order = (seat: number) => {
    const places = band(momentAt(verse + 300)).map(({ at }, index) => ({ index, x: project(lensOf(seat), at).x }));
    return places
      .filter(({ index }) => index === 1 || index === 2)
      .sort((a, b) => a.x - b.x)
      .map(({ index }) => (index === 1 ? 'guitar' : 'bass'));
  };

  it.each([...beforeTheBand, ...behindTheBand])('is in the order that one sees from seat %i', (seat) => {
    const expected = behindTheBand.includes(seat) ? ['bass', 'guitar'] : ['guitar', 'bass'];
    expect(order(seat)).toEqual(expected);
  });

  it('is the same for all at the same time, and moves', () => {
    expect(band(momentAt(verse + 1_234))).toEqual(band(momentAt(verse + 1_234)));
    expect(band(momentAt(verse + 1_234))).not.toEqual(band(momentAt(verse + 1_334)));
  });

  it('plays the same song again and again, but for where people have got to', () => {
    const again = momentAt(verse + song + 777);
    expect(again).toMatchObject({ bar: momentAt(verse + 777).bar, barShare: momentAt(verse + 777).barShare });
  });

  it.each([0, 40, 250, 499, 2_000, 9_123, 17_050])('never stretches a bone (%d ms)', (ms) => {
    const low = vector(2, 2, -1);
    const stance = {
      at: vector(0, 0, 0),
      facing: ms / 500,
      hipZ: 0.9,
      leanAhead: 0.1,
      leanLeft: 0,
      nod: 0,
      turn: 0,
      leftHand: vector(3 * Math.sin(ms), 2, 3),
      rightHand: low,
      leftFoot: low,
      rightFoot: vector(0, 0, 0),
    };
    for (const { shoulder, elbow, hand } of bodyOf(stance).arms) {
      expect(lengthOf(minus(elbow, shoulder))).toBeCloseTo(0.3, 3);
      expect(lengthOf(minus(hand, elbow))).toBeCloseTo(0.27, 2);
    }
  });

  it('lets the singer raise an arm as a bar starts, so that all see it', () => {
    expect(armRaised(momentAt(verse + 0.2 * barMs))).toBe(1);
    expect(armRaised(momentAt(verse + 0.8 * barMs))).toBe(0);
    expect(armRaised(momentAt(chorus + 1.2 * barMs))).toBe(1);
  });
});

describe('the light', () => {
  it.each([0, 1, 7, 8, 15])('flashes white when bar %i starts, and is dark before the next beat', (bar) => {
    const start = verse + bar * barMs;
    expect(momentAt(start).flash).toBe(bar < 8 ? 0.5 : 1);
    expect(lightLevels(momentAt(start)).white).toBeGreaterThan(20 * lightLevels(momentAt(start + beatMs)).white);
    expect(lightLevels(momentAt(start - 1)).white).toBeLessThan(0.001);
  });

  it.each([0, 1, 2, 3, 15])('beats at the start of beat %i', (beat) => {
    expect(momentAt(verse + beat * beatMs).pulse).toBe(1);
    expect(momentAt(verse + beat * beatMs - 1).pulse).toBeLessThan(0.05);
  });

  it('never jumps but on the beat', () => {
    for (let ms = 0; ms < song; ms += 10) {
      if (ms % beatMs === 0) continue;
      const [now, before] = [lightLevels(momentAt(verse + ms)), lightLevels(momentAt(verse + ms - 10))];
      for (const group of ['back', 'side', 'warm'] as const) {
        expect(Math.abs(now[group] - before[group])).toBeLessThan(0.08);
      }
    }
  });
});

describe('the seats', () => {
  it('are taken evenly around the stage', () => {
    const taken = (of: number) => Array.from({ length: of }, (_, camera) => seatAt(camera, of).index);
    expect(taken(2)).toEqual([0, 6]);
    expect(taken(4)).toEqual([0, 3, 6, 9]);
    expect(taken(12)).toEqual(seats);
    expect(new Set(taken(25)).size).toBe(12);
  });

  it.each(seats)('seat %i sees the singer, wherever they walk', (seat) => {
    const lens = lensOf(seat);
    for (let ms = 0; ms < song; ms += 500) {
      const [singer] = band(momentAt(verse + ms));
      const head = singer && project(lens, vector(singer.at.x, singer.at.y, singer.at.z + 1.5));
      expect(head?.depth).toBeGreaterThan(2);
      expect(head?.x).toBeGreaterThan(0);
      expect(head?.x).toBeLessThan(640);
      expect(head?.y).toBeGreaterThan(0);
      expect(head?.y).toBeLessThan(360);
    }
  });

  it.each(seats)('a hand at seat %i sways less than the picture is wider than what is shown', (seat) => {
    const { focalPx } = lensOf(seat);
    for (let ms = verse; ms < verse + 60_000; ms += 40) {
      const { x, y } = shiftOf(swayAt(ms, seat + 1, focalPx), focalPx, 12, 26);
      expect(Math.hypot(x, y)).toBeLessThan(22);
    }
  });
});

describe('the crowd', () => {
  it('is one crowd, seen by each from their own side, with nobody in the way', () => {
    expect(crowd.length).toBeGreaterThan(1_000);
    for (const seat of seats) {
      for (const { crown } of seenBy(lensOf(seat))) {
        expect(crown.depth > 2.6 || Math.abs(crown.x - 320) > 100).toBe(true);
      }
    }
  });

  it('keeps a ball in the air', () => {
    for (let ms = 0; ms < 20_000; ms += 50) {
      const { z } = ballAt(momentAt(verse + ms));
      expect(z).toBeGreaterThan(2.2);
      expect(z).toBeLessThan(5);
    }
  });
});

describe('the clock on the screen', () => {
  it.each([
    [0, 4 * 6 + 2],
    [11 * 60_000 + 11_000, 4 * 2 + 2],
    [88 * 60_000 + 8_000, 6 + 7 + 2 + 7 + 6 - 4],
  ])('at %d ms has %i strokes', (ms, count) => {
    if (ms > 3_600_000) expect(clockStrokes(ms).strokes).toEqual(clockStrokes(ms - 3_600_000).strokes);
    else expect(clockStrokes(ms).strokes).toHaveLength(count);
  });
});
