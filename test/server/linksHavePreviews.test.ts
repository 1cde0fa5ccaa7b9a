import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/places.ts';
import { filmingOn } from '../support/filming.ts';
import { encodeVp8 } from '../support/ivf.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig({ isPlain: true, env: { TRUST_PROXY: '1' } });
const { film, view } = filmingOn(rig);
const { url } = rig.server;
const byHttps = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'p.example' };
const hostile = '"><script>alert(1)</script> $& \' & Co';
const { event } = await rig.openEvent({
  title: hostile,
  venue: { latitude: 48.85837, longitude: 2.29448, radiusM: 100 },
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(url + path, { headers: { ...byHttps, ...headers } });
const page = async (path: string, headers?: Record<string, string>) => (await ask(path, headers)).text();
const contentOf = (html: string, name: string) =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1];
/** The built page, as it is before its head is written. */
const built = readFileSync(join(root, 'dist', 'client', 'index.html'), 'utf8');
const scriptsIn = (html: string) => html.match(/<script[^>]*>/g);
const plainly = (text = '') =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

describe('the head of a page', () => {
  it('has title, sentence and absolute addresses of its event, and none of it is markup', async () => {
    const html = await page(`/e/${event.id}`);
    expect(plainly(contentOf(html, 'og:title'))).toBe(hostile);
    expect(plainly(/<title>([^<]*)<\/title>/.exec(html)?.[1])).toBe(hostile);
    expect(html).not.toContain('alert(1)</script>');
    expect(scriptsIn(html)).toEqual(scriptsIn(built));
    expect(contentOf(html, 'og:url')).toBe(`https://p.example/e/${event.id}`);
    expect(contentOf(html, 'og:image')).toBe(`https://p.example/api/events/${event.id}/preview.jpg`);
    expect(contentOf(html, 'twitter:card')).toBe('summary_large_image');
    expect(contentOf(html, 'description')).toContain('Open now');
    expect(contentOf(html, 'robots')).toBeUndefined();
  });

  it('is in the language of the browser, and is asked for again, but not sent again', async () => {
    const french = await ask(`/e/${event.id}`, { 'accept-language': 'de, fr-CA;q=0.9, en;q=0.5' });
    const html = await french.text();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('href="/manifest.fr.webmanifest"');
    expect(contentOf(html, 'description')).toContain('C’est ouvert\u00a0:');
    expect(french.headers.get('vary')).toContain('Accept-Language');
    expect(french.headers.get('cache-control')).toBe('private, no-cache');
    const etag = french.headers.get('etag') ?? '';
    const again = await ask(`/e/${event.id}`, {
      'accept-language': 'fr',
      'if-none-match': etag,
      'cache-control': 'max-age=0',
    });
    expect(again.status).toBe(304);
  });

  it('writes no host into the page that is none', async () => {
    const html = await page('/', { 'x-forwarded-host': '"><script>', host: 'x' });
    expect(scriptsIn(html)).toEqual(scriptsIn(built));
    expect(contentOf(html, 'og:image')).toBeUndefined();
  });

  it('of the link to film says so; that of the moderators’ link says nothing of its event', async () => {
    const live = await page(`/e/${event.id}/live`);
    expect(plainly(contentOf(live, 'og:title'))).toBe(`Film: ${hostile}`);
    expect(contentOf(live, 'robots')).toBe('noindex');
    const moderate = await page(`/e/${event.id}/moderate`);
    expect(moderate).not.toContain('alert(1)');
    expect(moderate).not.toContain(event.id);
    expect(contentOf(moderate, 'og:image')).toBe('https://p.example/preview.jpg');
    expect(contentOf(moderate, 'robots')).toBe('noindex');
  });

  it('keeps unlisted events out of search engines, pictures and calendars too', async () => {
    const { event: unlisted } = await rig.openEvent({ listed: false });
    expect(contentOf(await page(`/e/${unlisted.id}`), 'robots')).toBe('noindex');
    for (const file of ['preview.jpg', 'calendar.ics']) {
      const reply = await ask(`/api/events/${unlisted.id}/${file}`);
      expect([reply.status, reply.headers.get('x-robots-tag')]).toEqual([200, 'noindex']);
    }
  });

  it('says when an event starts, and that one is over', async () => {
    const startsAt = Date.UTC(2027, 0, 2, 20, 0);
    const ahead = await rig.openEvent({ startsAt });
    expect(contentOf(await page(`/e/${ahead.event.id}`), 'description')).toContain('Starts Saturday, 2 January 2027');
    const { socket } = await view(ahead.event.id, ahead.token);
    await socket.must('closeEvent', {});
    expect(contentOf(await page(`/e/${ahead.event.id}`), 'description')).toBe('This event is over.');
  });
});

describe('addresses where nothing is', () => {
  it('get status 404 with a page, or a refusal for programs', async () => {
    for (const path of [
      '/nowhere',
      '/e/no-such-event',
      '/e/no-such-event/live',
      '/e/NO/moderate',
      `/e/${event.id}/x`,
    ]) {
      const reply = await ask(path);
      expect([path, reply.status]).toEqual([path, 404]);
      expect(reply.headers.get('content-type')).toContain('text/html');
      expect(reply.headers.get('set-cookie')).toBeNull();
      const html = await reply.text();
      expect(html).toContain('<div id="page">');
      expect(contentOf(html, 'robots')).toBe('noindex');
    }
    for (const path of ['/api/nowhere', '/api/events/none/preview.jpg', '/api/events/none/calendar.ics']) {
      const { status, body } = await rig.http(path);
      expect([path, status, body.refusal?.code]).toEqual([path, 404, expect.stringMatching(/^noSuch(Event|Page)$/)]);
    }
  });
});

describe('files beside the pages', () => {
  it.each([
    ['/favicon.ico', /^image\/(x-icon|vnd.microsoft.icon)/],
    ['/apple-touch-icon.png', /^image\/png/],
    ['/icon-512.png', /^image\/png/],
    ['/preview.jpg', /^image\/jpeg/],
    ['/robots.txt', /^text\/plain/],
    ['/manifest.en.webmanifest', /^application\/manifest\+json/],
  ])('%s has its type, and is cached for an hour', async (path, type) => {
    const reply = await ask(path);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toMatch(type);
    expect(reply.headers.get('cache-control')).toBe('public, max-age=3600');
    const isForOthers = reply.headers.get('cross-origin-resource-policy') === 'cross-origin';
    expect(isForOthers).toBe(path === '/preview.jpg');
  });

  it('the manifests name icons that exist, in their sizes', async () => {
    for (const language of ['en', 'fr']) {
      const manifest = await (await ask(`/manifest.${language}.webmanifest`)).json();
      expect(manifest).toMatchObject({ lang: language, start_url: '/', display: 'standalone' });
      for (const { src, sizes } of manifest.icons) {
        const icon = Buffer.from(await (await ask(src)).arrayBuffer());
        const { width, height } = await sharp(icon).metadata();
        if (sizes !== 'any') expect(`${width}x${height}`).toBe(sizes);
      }
    }
  });
});

describe('the picture of a link', () => {
  const size = { width: 320, height: 180 };
  const still = (colour: string) => encodeVp8(size, 1, 150, 10, `color=c=${colour}:`)[0] ?? Buffer.alloc(0);
  const pictureOf = async (id: string) => {
    const reply = await ask(`/api/events/${id}/preview.jpg`);
    return { reply, picture: Buffer.from(await reply.arrayBuffer()) };
  };
  /** Mean red, green and blue of a half. */
  const meanOf = async (picture: Buffer, left: number) => {
    const half = await sharp(picture).extract({ left, top: 60, width: 500, height: 300 }).toBuffer();
    return (await sharp(half).stats()).channels.map(({ mean }) => Math.round(mean));
  };
  const isRed = ([red = 0, green = 0, blue = 0]: number[]) => red > 150 && green < 90 && blue < 90;
  const isBlue = ([red = 0, green = 0, blue = 0]: number[]) => blue > 150 && green < 90 && red < 90;

  it('is of stills that viewers may see now: a decision takes one away at once', async () => {
    const filmed = await rig.openEvent({ title: 'Filmed' });
    const { id } = filmed.event;
    const own = (await pictureOf(id)).picture;
    expect(own).toEqual(Buffer.from(await (await ask('/preview.jpg')).arrayBuffer()));

    const red = await film(id, 11);
    const blue = await film(id, 12);
    red.phone.show(still('red'));
    blue.phone.show(still('blue'));
    const live = async () => (await (await ask(`/api/events/${id}`)).json()).live;
    await expect.poll(live).toBe(2);
    await expect.poll(async () => (await pictureOf(id)).picture.equals(own)).toBe(false);
    await expect.poll(async () => isBlue(await meanOf((await pictureOf(id)).picture, 700))).toBe(true);
    const { reply, picture } = await pictureOf(id);
    expect(isRed(await meanOf(picture, 0))).toBe(true);
    const { format, width, height } = await sharp(picture).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1_200, height: 630 });
    expect(picture.length).toBeLessThan(300_000);
    expect(reply.headers.get('content-type')).toContain('image/jpeg');
    expect(reply.headers.get('cache-control')).toBe('no-cache');

    // However often it is asked for, phones send no more.
    const asked = red.phone.asked.length;
    await Promise.all(Array.from({ length: 40 }, () => pictureOf(id)));
    expect(red.phone.asked.length).toBe(asked);

    const moderator = await view(id, filmed.token);
    await moderator.socket.must('curate', { perspective: red.id, action: 'hide' });
    const without = (await pictureOf(id)).picture;
    for (const left of [0, 700]) expect(isBlue(await meanOf(without, left))).toBe(true);
    await moderator.socket.must('curate', { perspective: blue.id, action: 'blackout' });
    expect((await pictureOf(id)).picture).toEqual(own);
    // What was on it before a blackout does not come back with the camera.
    await moderator.socket.must('curate', { perspective: blue.id, action: 'lift' });
    blue.phone.show(still('red'));
    expect(isBlue(await meanOf((await pictureOf(id)).picture, 0))).toBe(false);
    await moderator.socket.must('closeEvent', {});
    expect((await pictureOf(id)).picture).toEqual(own);
  });

  it.each(['held', 'hidden'])('is never of a %s perspective, though its stills flow for moderators', async (how) => {
    const { event: open, token } = await rig.openEvent({ doors: how === 'held' ? 'held' : 'open' });
    const { phone, id } = await film(open.id, how === 'held' ? 13 : 14);
    phone.show(still('red'));
    const moderator = await view(open.id, token);
    if (how === 'hidden') await moderator.socket.must('curate', { perspective: id, action: 'hide' });
    await moderator.socket.must('wantStills', { perspectives: [id] });
    await moderator.socket.nextNotice('still');
    const { picture } = await pictureOf(open.id);
    expect(picture).toEqual(Buffer.from(await (await ask('/preview.jpg')).arrayBuffer()));
  });
});

describe('the calendar file of an event', () => {
  it('has its start, its link and its cell, and a title cannot add lines to it', async () => {
    const startsAt = Date.UTC(2027, 0, 2, 20, 0);
    const venue = { latitude: 48.85837, longitude: 2.29448, radiusM: 100 };
    const opened = await rig.openEvent({ title: 'A; B, C\\ BEGIN:VALARM', startsAt, venue });
    const reply = await ask(`/api/events/${opened.event.id}/calendar.ics`);
    expect(reply.headers.get('content-type')).toMatch(/^text\/calendar/);
    const text = (await reply.text()).replaceAll('\r\n ', '');
    const lines = text.trim().split('\r\n');
    expect(lines).toEqual(expect.arrayContaining(['BEGIN:VCALENDAR', 'END:VCALENDAR', 'DTSTART:20270102T200000Z']));
    expect(lines).toContain('SUMMARY:A\\; B\\, C\\\\ BEGIN:VALARM');
    expect(text).toContain(`https://p.example/e/${opened.event.id}`);
    const [, latitude = '', longitude = ''] = /^GEO:([\d.]+);([\d.]+)$/m.exec(text.replaceAll('\r', '')) ?? [];
    expect(Math.abs(Number(latitude) - venue.latitude)).toBeLessThan(0.001);
    expect([Number(latitude), Number(longitude)]).not.toEqual([venue.latitude, venue.longitude]);
  });
});
