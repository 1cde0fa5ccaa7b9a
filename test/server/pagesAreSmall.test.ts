import { get, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';

const rig = await createRig();
let script = '';

/** Without decompression, which `fetch` would do. */
async function fetchRaw(path: string, encodings?: string): Promise<{ reply: IncomingMessage; body: Buffer }> {
  const headers = encodings ? { 'accept-encoding': encodings } : {};
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${rig.server.url}${path}`, { headers }, resolve).on('error', reject);
  });
  const parts: Buffer[] = [];
  for await (const part of reply) parts.push(part);
  return { reply, body: Buffer.concat(parts) };
}

beforeAll(async () => {
  const { body } = await fetchRaw('/');
  script = /href="(\/assets\/live-[^"]+\.js)"/.exec(body.toString())?.[1] ?? '';
});

describe('the pages’ scripts', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
  ])('for a browser that accepts %s are sent as %s, and cached forever', async (encodings, encoding, unpack) => {
    const plain = await fetchRaw(script);
    const { reply, body } = await fetchRaw(script, encodings);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringContaining('Accept-Encoding'),
      'x-content-type-options': 'nosniff',
    });
    expect(body.length).toBeLessThan(plain.body.length / 1.5);
    expect(unpack(body)).toEqual(plain.body);
  });

  it('have their script for old browsers compressed, too, and asked for again', async () => {
    const { reply, body } = await fetchRaw('/boot.js', 'gzip, deflate, br');
    expect(reply.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=3600' });
    expect(brotliDecompressSync(body)).toEqual((await fetchRaw('/boot.js')).body);
    const unknown = await fetchRaw('/index.html', 'br');
    expect(unknown.reply.headers['content-encoding']).toBeUndefined();
  });

  it('are few at first, all named in the HTML, without schemas', async () => {
    const page = (await fetchRaw('/')).body.toString();
    const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
    const contents = await Promise.all(first.map(async (path) => (await fetchRaw(path)).body.toString()));
    expect(first.length).toBeLessThanOrEqual(6);
    const holding = (text: string) => first.filter((_, index) => contents[index]?.includes(text));
    for (const text of ['mediasoup-client', 'react.suspense']) expect(holding(text)).toHaveLength(1);
    // A script that the HTML does not name costs another round trip.
    const imported = contents.flatMap((content) => [...content.matchAll(/from"\.\/([^"]+)"/g)].map(([, file]) => file));
    expect(imported.filter((file) => !first.includes(`/assets/${file}`))).toEqual([]);
    expect(holding('ZodError')).toEqual([]);
  });

  it('come with one font, asked for after them and cached forever', async () => {
    const page = (await fetchRaw('/')).body.toString();
    const fonts = [...page.matchAll(/<link [^>]*as="font"[^>]*>/g)].map(([link]) => link);
    expect(fonts).toHaveLength(1);
    expect(fonts[0]).toContain('fetchpriority="low"');
    const path = /href="([^"]+)"/.exec(fonts[0] ?? '')?.[1] ?? '';
    const { reply, body } = await fetchRaw(path, 'br');
    expect(reply.headers).toMatchObject({
      'content-type': 'font/woff2',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(body.length).toBeLessThan(50_000);
    expect(reply.headers['content-security-policy']).toContain("font-src 'self'");
  });

  it('that do not exist get a refusal in words, compressed or not', async () => {
    for (const path of ['/assets/none.js', '/assets/none.js.br', '/assets/']) {
      const { reply } = await fetchRaw(path, 'br');
      expect([path, reply.statusCode]).toEqual([path, 404]);
    }
  });
});
