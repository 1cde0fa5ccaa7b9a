import { describe, expect, it } from 'vitest';
import { coverageOf, type View } from '../../shared/coverage.ts';
import { coarsen, positionAt } from '../../shared/geo.ts';

const centre = { latitude: 48.8584, longitude: 2.2945 };
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** So far from the centre at that bearing; it points at the centre unless a heading is given. */
const stands = (
  id: string,
  bearing: number,
  { metres = 60, heading = (bearing + 180) % 360, isWaiting = false, precision = 'exact' as 'exact' | 'area' } = {},
): View => {
  const at = positionAt(centre, {
    eastM: metres * Math.sin(radians(bearing)),
    northM: metres * Math.cos(radians(bearing)),
  });
  return { id, isWaiting, place: { precision, ...(precision === 'area' ? coarsen(at) : at), heading } };
};
const coversOf = (views: View[]) => coverageOf(centre, views).sectors.map(({ cover }) => cover);

describe('coverage', () => {
  it('is none on all sides where nobody films', () => {
    expect(coversOf([])).toEqual(new Array(12).fill('none'));
  });

  it('is good where somebody films, thin beside, and none on the other side', () => {
    const covers = coversOf([stands('north', 0)]);
    expect(covers[0]).toBe('well');
    expect([covers[1], covers[11]]).toEqual(['thin', 'thin']);
    expect(covers.slice(3, 10)).toEqual(new Array(7).fill('none'));
  });

  it('is good all around from eight sides', () => {
    const around = Array.from({ length: 8 }, (_, index) => stands(`p${index}`, index * 45));
    expect(coversOf(around)).toEqual(new Array(12).fill('well'));
  });

  it.each([0, 90, 180, 350])('rotates with the place (%d°)', (bearing) => {
    const covers = coversOf([stands('one', bearing)]);
    expect(covers[Math.round(bearing / 30) % 12]).toBe('well');
    expect(covers[(Math.round(bearing / 30) + 6) % 12]).toBe('none');
  });

  it('of an area is thin, since only the area is known; two in it make it good', () => {
    const one = coversOf([stands('a', 90, { metres: 160, precision: 'area' })]);
    expect(one[3]).toBe('thin');
    expect(one).not.toContain('well');
    const two = coversOf([
      stands('a', 90, { metres: 160, precision: 'area' }),
      stands('b', 90, { metres: 160, precision: 'area' }),
    ]);
    expect(two[3]).toBe('well');
  });

  it('counts neither a camera that points away nor one in the middle without a heading', () => {
    expect(coversOf([stands('away', 0, { heading: 0 })])).toEqual(new Array(12).fill('none'));
    const middle: View = { id: 'middle', isWaiting: false, place: { precision: 'exact', ...centre } };
    expect(coversOf([middle])).toEqual(new Array(12).fill('none'));
  });

  it('takes the heading of a camera in the middle: pointing south it shows the north side', () => {
    const middle: View = { id: 'middle', isWaiting: false, place: { precision: 'exact', ...centre, heading: 180 } };
    expect(coversOf([middle])[0]).not.toBe('none');
    expect(coversOf([middle])[6]).toBe('none');
  });

  it('does not count those that wait', () => {
    expect(coversOf([stands('waits', 0, { isWaiting: true })])).toEqual(new Array(12).fill('none'));
  });
});

describe('what a waiting perspective would add', () => {
  it('is the side on which nobody films; one beside another adds nothing', () => {
    const { additions } = coverageOf(centre, [
      stands('south', 180),
      stands('lena', 0, { isWaiting: true }),
      stands('sam', 185, { isWaiting: true }),
    ]);
    expect(additions.map(({ id, at }) => [id, at])).toEqual([['lena', 0]]);
  });

  it('names one of two that wait side by side, and the larger addition first', () => {
    const { additions } = coverageOf(centre, [
      stands('south', 180),
      stands('near', 130, { isWaiting: true }),
      stands('lena', 0, { isWaiting: true }),
      stands('mia', 3, { isWaiting: true }),
    ]);
    const ids = additions.map(({ id }) => id);
    expect(ids.filter((id) => id === 'lena' || id === 'mia')).toHaveLength(1);
    expect(['lena', 'mia']).toContain(ids[0]);
  });

  it('is nothing where all sides are filmed', () => {
    const around = Array.from({ length: 8 }, (_, index) => stands(`p${index}`, index * 45));
    expect(coverageOf(centre, [...around, stands('late', 22, { isWaiting: true })]).additions).toEqual([]);
  });
});

describe('near-duplicates', () => {
  it('stand side by side and film in the same direction', () => {
    const { alike } = coverageOf(centre, [
      stands('sam', 90),
      stands('ida', 94),
      stands('across', 270),
      stands('turned', 92, { heading: 0 }),
    ]);
    expect(alike).toEqual([{ ids: ['sam', 'ida'], isSure: true }]);
  });

  it('are no more than likely in one area, and only with headings', () => {
    const inArea = (id: string, heading?: number): View => ({
      id,
      isWaiting: false,
      place: { precision: 'area', ...coarsen(centre), ...(heading === undefined ? {} : { heading }) },
    });
    expect(coverageOf(centre, [inArea('a', 10), inArea('b', 20)]).alike).toEqual([{ ids: ['a', 'b'], isSure: false }]);
    expect(coverageOf(centre, [inArea('a', 10), inArea('b', 120)]).alike).toEqual([]);
    expect(coverageOf(centre, [inArea('a'), inArea('b')]).alike).toEqual([]);
  });
});
