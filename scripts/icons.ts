import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './places.ts';

/** Writes the icons and the picture of links into client/public, from icon.svg: `node scripts/icons.ts` after a change. */

const directory = join(root, 'client', 'public');
const icon = readFileSync(join(directory, 'icon.svg'), 'utf8');
const ground = '#0b0c0f';
/** The icon without its rounded ground: systems cut icons to shapes of their own. */
const mark = icon.replace(/<rect[^>]*>/, '');

const write = (name: string, content: Buffer) => writeFileSync(join(directory, name), content);
const drawn = (svg: string, sizePx: number) => sharp(Buffer.from(svg), { density: 72 * 16 }).resize(sizePx, sizePx);
const png = (svg: string, sizePx: number) => drawn(svg, sizePx).png({ compressionLevel: 9, palette: true }).toBuffer();

/** On a ground that fills the square, with the mark in the middle at this share of it. */
async function onGround(sizePx: number, share: number): Promise<Buffer> {
  const input = await png(mark, Math.round(sizePx * share));
  const canvas = { create: { width: sizePx, height: sizePx, channels: 3 as const, background: ground } };
  return sharp(canvas).composite([{ input }]).png({ compressionLevel: 9, palette: true }).toBuffer();
}

/** An ICO file is a list of pictures; browsers read PNG in it. */
function ico(pictures: readonly { sizePx: number; content: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { sizePx, content }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(sizePx, at);
    header.writeUInt8(sizePx, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(content.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += content.length;
  }
  return Buffer.concat([header, ...pictures.map(({ content }) => content)]);
}

/** A grid of empty frames around the mark: a link's picture while an event has none of its own. */
function linkPicture(): string {
  const lights = ['72% 40%', '30% 60%', '50% 30%', '20% 40%', '80% 60%', '40% 70%', '65% 25%', '25% 25%'];
  const frames = lights.map((light, index) => {
    const [cx, cy] = light.split(' ');
    const place = index < 4 ? index : index + 1;
    const [x, y] = [12 + (place % 3) * 394, 12 + Math.floor(place / 3) * 204];
    return `<radialGradient id="g${index}" cx="${cx}" cy="${cy}" r="80%"><stop offset="0" stop-color="${index % 3 === 1 ? '#8ec5ff' : '#ff7a45'}" stop-opacity="${index % 3 === 1 ? 0.28 : 0.42}"/><stop offset="1" stop-color="#1b1e25" stop-opacity="0"/></radialGradient>
<rect x="${x}" y="${y}" width="388" height="198" rx="18" fill="#15171c"/><rect x="${x}" y="${y}" width="388" height="198" rx="18" fill="url(#g${index})"/>`;
  });
  const inner = mark.replace(/<svg[^>]*>|<\/svg>|<title>.*?<\/title>/g, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="${ground}"/>
${frames.join('\n')}<g transform="translate(498 211) scale(3.2)">${inner}</g></svg>`;
}

for (const sizePx of [192, 512]) write(`icon-${sizePx}.png`, await png(icon, sizePx));
// iOS cuts the corners itself; Android shows at least the middle 80 %.
write('apple-touch-icon.png', await onGround(180, 1));
write('icon-maskable-512.png', await onGround(512, 0.92));
const small = await Promise.all([16, 32, 48].map(async (sizePx) => ({ sizePx, content: await png(icon, sizePx) })));
write('favicon.ico', ico(small));
write('preview.jpg', await sharp(Buffer.from(linkPicture())).jpeg({ quality: 86, progressive: true }).toBuffer());
