import { describe, expect, it } from 'vitest';
import { parseCoordinates, writeCoordinates } from '../../client/home/coordinates.ts';

const eiffel = { latitude: 48.8584, longitude: 2.2945 };
const sydney = { latitude: -33.8568, longitude: 151.2153 };

describe('coordinates are parsed as people write them', () => {
  it.each([
    ['48.8584, 2.2945', eiffel],
    ['48.8584,2.2945', eiffel],
    ['  48.8584   2.2945 ', eiffel],
    ['48.8584; 2.2945', eiffel],
    ['(48.8584, 2.2945)', eiffel],
    ['48,8584, 2,2945', eiffel],
    ['48,8584 ; 2,2945', eiffel],
    ['48,8584 2,2945', eiffel],
    ['48,8584,2,2945', eiffel],
    ['48.8584°, 2.2945°', eiffel],
    ['48.8584° N, 2.2945° E', eiffel],
    ['48.8584N 2.2945E', eiffel],
    ['48.8584n, 2.2945e', eiffel],
    ['N 48.8584 E 2.2945', eiffel],
    ['N48.8584°,E2.2945°', eiffel],
    ['2.2945 E, 48.8584 N', eiffel],
    ['-33.8568, 151.2153', sydney],
    ['−33.8568, 151.2153', sydney],
    ['33.8568° S, 151.2153° E', sydney],
    ['48, 2', { latitude: 48, longitude: 2 }],
    ['48,2', { latitude: 48, longitude: 2 }],
    ['+48.5, -2.5', { latitude: 48.5, longitude: -2.5 }],
    ['47.2° N, 1.5° O', { latitude: 47.2, longitude: -1.5 }],
    ['47.2° N, 1.5° W', { latitude: 47.2, longitude: -1.5 }],
  ])('%s', (text, { latitude, longitude }) => {
    expect(parseCoordinates(text)).toEqual({ latitude, longitude });
  });

  it.each([
    [`48°51'30.24"N 2°17'40.2"E`],
    ['48° 51′ 30.24″ N, 2° 17′ 40.2″ E'],
    [`48°51'30,24"N, 2°17'40,2"E`],
    [`48°51.504'N 2°17.67'E`],
    [`N 48° 51.504' E 2° 17.67'`],
    [`48°51'30.24''N2°17'40.2''E`],
  ])('in minutes and seconds: %s', (text) => {
    const read = parseCoordinates(text);
    expect(read?.latitude).toBeCloseTo(eiffel.latitude, 6);
    expect(read?.longitude).toBeCloseTo(eiffel.longitude, 6);
  });

  it.each([
    '',
    'Paris',
    '48.8584',
    '48.8584,',
    '95, 2',
    '48, 181',
    '48.8 N, 2.2 N',
    '48.8 N, 2.2',
    '-48.8 S, 2.2 E',
    'N 48.8 N, E 2.2',
    `48°61'N 2°17'E`,
    '48.85.84, 2.2945',
    '48.8584, 2.2945, 17',
    'NaN, NaN',
    '1e1, 2',
  ])('is no position: %s', (text) => {
    expect(parseCoordinates(text)).toBeNull();
  });

  it('are parsed back from what is written', () => {
    const written = writeCoordinates(sydney);
    expect(written).toBe('-33.85680, 151.21530');
    expect(parseCoordinates(written)).toEqual(sydney);
  });
});
