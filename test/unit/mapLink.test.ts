import { describe, expect, it } from 'vitest';
import { parseMapLink } from '../../client/home/mapLink.ts';

const eiffel = { latitude: 48.8584, longitude: 2.2945 };
const google = 'https://www.google.com/maps';

const links = [
  // Google Maps: the pin is more exact than the middle of what is shown.
  `${google}/place/Tour+Eiffel/@48.8575,2.2915,17z/data=!3m1!4b1!4m6!3m5!1s0x47e6:0x8d!8m2!3d48.8584!4d2.2945!16zL20v`,
  `${google}/place/Tour+Eiffel/@48.8575,2.2915,17z/data=!3m1!4b1!4m6!3m5!1s0x47e6:0x8d!8m2!3d48.8584!4d2.2945?entry=ttu&g_ep=EgoyMDI%3D`,
  `${google}/place/48%C2%B051'30.2%22N+2%C2%B017'40.2%22E/@48.8575,2.2915,17z/data=!3m1!4b1!4m4!3m3!8m2!3d48.8584!4d2.2945`,
  `${google}/@48.8584,2.2945,15z`,
  `${google}/@48.8584,2.2945,15.25z/data=!5m1!1e1`,
  `${google}/@48.8584,2.2945,3a,75y,22.4h,91t/data=!3m7!1e1`,
  `${google}/@48.8584,2.2945,1234m/data=!3m1!1e3`,
  `${google}?q=48.8584,2.2945`,
  `${google}?q=48.8584%2C2.2945&z=17&hl=fr`,
  `${google}?q=48.8584+2.2945&ll=48.8584,2.2945`,
  'https://maps.google.com/?q=48.8584,2.2945',
  'https://maps.google.com/maps?q=loc:48.8584,2.2945',
  'https://maps.google.com/maps?q=48.8584,2.2945(Tour%20Eiffel)',
  'https://maps.google.com/?ll=48.8584,2.2945&spn=0.01,0.01',
  'https://maps.google.com/maps?f=q&q=Tour+Eiffel&sll=48.8584,2.2945',
  `${google}/search/?api=1&query=48.8584%2C2.2945&query_place_id=ChIJLU7jZClu5kcR4PcOOO6p3I0`,
  `${google}/search/48.8584,+2.2945?entry=tts`,
  `${google}/dir/?api=1&origin=48.1,2.1&destination=48.8584,2.2945&travelmode=walking`,
  `${google}/dir/48.1,2.1/48.8584,2.2945/@48.5,2.2,10z`,
  `${google}/dir//Tour+Eiffel/@48.8,2.2,14z/data=!4m8!4m7!1m0!1m5!1m1!1s0x47e6:0x8d!2m2!1d2.2945!2d48.8584`,
  `${google}/@?api=1&map_action=pano&viewpoint=48.8584,2.2945&heading=22`,
  `${google}/@?api=1&map_action=map&center=48.8584%2C2.2945&zoom=12`,
  `${google}/embed?pb=!1m18!1m12!1m3!1d2624.9916!2d2.2945!3d48.8584!2m3!1f0!2f0!3f0!3m2!1i1024!2i768!4f13.1`,
  'https://www.google.fr/maps/@48.8584,2.2945,15z',
  'https://www.google.co.uk/maps/@48.8584,2.2945,15z?hl=en',
  'https://google.com/maps/@48.8584,2.2945,15z',
  'http://maps.google.de/?q=48.8584,2.2945',
  'www.google.com/maps/@48.8584,2.2945,15z',
  'google.com/maps?q=48.8584,2.2945',
  'HTTPS://WWW.GOOGLE.COM/maps/@48.8584,2.2945,15z',
  'https://consent.google.com/m?continue=https%3A%2F%2Fwww.google.com%2Fmaps%2F%4048.8584%2C2.2945%2C15z&gl=FR',
  `  Tour Eiffel\n${google}/@48.8584,2.2945,15z `,
  // Apple Maps.
  'https://maps.apple.com/?ll=48.8584,2.2945&q=Tour%20Eiffel&t=m',
  'https://maps.apple.com/?q=48.8584,2.2945',
  'https://maps.apple.com/?address=Champ%20de%20Mars&auid=17457489312301189071&ll=48.8584,2.2945&lsp=9902&q=Eiffel',
  'https://maps.apple.com/place?address=Paris&coordinate=48.8584,2.2945&name=Tour%20Eiffel&place-id=I123&map=h',
  'https://maps.apple.com/?saddr=48.1,2.1&daddr=48.8584,2.2945&dirflg=w',
  'https://maps.apple.com/frame?center=48.8584%2C2.2945&span=0.01%2C0.01',
  'http://maps.apple.com/?sll=48.8584,2.2945&z=10',
  'maps://?ll=48.8584,2.2945',
  'maps:?q=Eiffel&ll=48.8584,2.2945',
  // OpenStreetMap.
  'https://www.openstreetmap.org/#map=17/48.8584/2.2945',
  'https://www.openstreetmap.org/#map=17.5/48.8584/2.2945&layers=N',
  'https://www.openstreetmap.org/?mlat=48.8584&mlon=2.2945#map=12/48.1/2.1',
  'https://www.openstreetmap.org/way/5013364#map=19/48.8584/2.2945',
  'https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot&route=48.1%2C2.1%3B48.8584%2C2.2945#map=12/48.5/2.2',
  'https://www.openstreetmap.org/search?query=Eiffel#map=17/48.8584/2.2945',
  'https://osm.org/#map=17/48.8584/2.2945',
  'https://www.openstreetmap.org/?lat=48.8584&lon=2.2945&zoom=17',
  // Links of phones.
  'geo:48.8584,2.2945',
  'geo:48.8584,2.2945?z=17',
  'geo:48.8584,2.2945;u=35',
  'geo:48.8584,2.2945,120;crs=wgs84;u=5',
  'geo:0,0?q=48.8584,2.2945(Tour+Eiffel)',
  'geo:48.1,2.1?q=48.8584%2C2.2945',
  'GEO:48.8584,2.2945',
];

describe('a pasted map link gives its place', () => {
  it.each(links)('%s', (text) => {
    expect(parseMapLink(text)).toEqual(eiffel);
  });

  it('south and west of zero', () => {
    expect(parseMapLink(`${google}/@-33.8568,-70.65,12z`)).toEqual({ latitude: -33.8568, longitude: -70.65 });
    expect(parseMapLink('https://osm.org/#map=5/-33.8568/-70.65')).toEqual({ latitude: -33.8568, longitude: -70.65 });
    expect(parseMapLink('geo:-33.8568,-70.65')).toEqual({ latitude: -33.8568, longitude: -70.65 });
  });

  it('also where OpenStreetMap shortens it', () => {
    const found = parseMapLink('https://osm.org/go/0EEQjEEb-?m=');
    expect(found).toMatchObject({ latitude: expect.closeTo(51.5107, 3), longitude: expect.closeTo(0.055, 3) });
  });
});

describe('a link that does not hold its place', () => {
  it.each([
    'https://maps.app.goo.gl/abcDEF123456',
    'Tour Eiffel\nhttps://maps.app.goo.gl/abcDEF123456?g_st=ic',
    'maps.app.goo.gl/abcDEF123456',
    'https://goo.gl/maps/abcDEF123456',
    'https://maps.apple/p/abcDEF123456',
    `${google}/place/Tour+Eiffel`,
    `${google}/search/?api=1&query=Tour+Eiffel`,
    `${google}?q=place_id:ChIJLU7jZClu5kcR4PcOOO6p3I0`,
    `${google}?cid=10222232094831998944`,
    'https://maps.apple.com/?q=Tour%20Eiffel',
    'https://www.openstreetmap.org/way/5013364',
    'https://www.openstreetmap.org/',
    // Out of range, cut off, or not a number.
    `${google}/@95.1,2.2945,15z`,
    `${google}/@48.8584,999,15z`,
    `${google}/@48.8584`,
    `${google}/@NaN,NaN,15z`,
    `${google}/@1e9,2,15z`,
    `${google}?q=%E0%A4%A`,
    `${google}/%E0%A4%A/@`,
    'https://www.openstreetmap.org/#map=17/48.8584',
    'https://www.openstreetmap.org/?mlat=x&mlon=y',
    'https://osm.org/go/',
    'geo:here',
    'maps:?q=Paris',
  ])('says so: %s', (text) => {
    expect(parseMapLink(text)).toBe('unresolved');
  });
});

describe('what is no link to a map', () => {
  it.each([
    '',
    '48.8584, 2.2945',
    '48.8584° N, 2.2945° E',
    'behind the church',
    'https://',
    'https://example.org/?q=48.8584,2.2945',
    'https://www.google.com.example.org/maps/@48.8584,2.2945,15z',
    'https://www.google.com@example.org/maps/@48.8584,2.2945,15z',
    'https://example.org/https://www.google.com/maps/@48.8584,2.2945,15z',
    'javascript:alert(1)//48.8584,2.2945',
    'data:text/html,48.8584,2.2945',
    'https://[::1]/maps/@48.8584,2.2945,15z',
    `https://consent.google.com/m?continue=${encodeURIComponent('https://consent.google.com/m?continue=https://a.b/')}`,
  ])('is not taken for one: %s', (text) => {
    expect(parseMapLink(text)).toBeNull();
  });

  it('takes no time, however long it is', () => {
    const from = performance.now();
    for (const piece of ['!3d1', '48.8584,', '/@', '%25', 'a.', 'https://', '9', '#map=1/'])
      parseMapLink(`${google}/${piece.repeat(20_000)}`);
    parseMapLink('a.'.repeat(20_000));
    parseMapLink('-'.repeat(40_000));
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});
