import sharp from 'sharp';

/**
 * A program of its own, for one picture: decodes stills, which are bytes of strangers' phones, and draws them. Whatever
 * that does to this process, the server goes on.
 */

/** As the pages that show previews expect it (Open Graph); larger ones are not fetched by some. */
const size = { width: 1_200, height: 630 };
const maxBytes = 300_000;
/** Tried until the picture is small enough; noise alone needs the last. */
const qualities = [82, 62, 40, 20];
const gapPx = 6;
/** The largest still that is decoded, in pixels: a phone without simulcast sends its whole picture. */
const maxPixels = 1_920 * 1_088;
const ground = '#0b0c0f';

type Box = { left: number; top: number; width: number; height: number };

const half = { width: (size.width - gapPx) / 2, height: (size.height - gapPx) / 2 };
const [right, below] = [half.width + gapPx, half.height + gapPx];
/** Where the stills stand, by their number. */
const layouts: readonly (readonly Box[])[] = [
  [{ left: 0, top: 0, ...size }],
  [0, right].map((left) => ({ left, top: 0, width: half.width, height: size.height })),
  [
    { left: 0, top: 0, width: half.width, height: size.height },
    ...[0, below].map((top) => ({ left: right, top, ...half })),
  ],
  [0, below].flatMap((top) => [0, right].map((left) => ({ left, top, ...half }))),
];

/** The mark of `client/public/icon.svg` in a corner. */
const mark = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="92" height="92">
<rect width="64" height="64" rx="15" fill="${ground}"/>
<g fill="none" stroke-linejoin="round" stroke-width="4.5"><path d="M32 44 13 21a30 30 0 0 1 12-7z" stroke="#f3f1ec"/>
<path d="M32 44 51 21a30 30 0 0 0-12-7z" stroke="#f3f1ec"/>
<path d="M32 44 26.5 13.6a30 30 0 0 1 11 0z" stroke="#ff7a45"/></g><circle cx="32" cy="49" r="5" fill="#ff7a45"/></svg>`);
const markAt = { left: 36, top: size.height - 36 - 92 };

/** A still that cannot be decoded is left out: it is a phone's own. */
async function fitted(still: Buffer, { width, height }: Box): Promise<Buffer | null> {
  const input = sharp(still, { limitInputPixels: maxPixels, failOn: 'error' });
  return input
    .resize(width, height, { fit: 'cover' })
    .png({ compressionLevel: 0 })
    .toBuffer()
    .catch(() => null);
}

async function drawn(stills: readonly Buffer[]): Promise<Buffer | null> {
  const boxes = layouts[stills.length - 1] ?? [];
  const pictures: { box: Box; input: Buffer | null; still: Buffer }[] = [];
  for (const [index, box] of boxes.entries()) {
    const still = stills[index] ?? Buffer.alloc(0);
    pictures.push({ box, still, input: await fitted(still, box) });
  }
  const good = pictures.filter(({ input }) => input !== null);
  // Those that are left get the room of the others.
  if (good.length < pictures.length) {
    return good.length > 0 ? drawn(good.map(({ still }) => still)) : null;
  }
  const parts = pictures.map(({ box: { left, top }, input }) => ({ input: input ?? Buffer.alloc(0), left, top }));
  const canvas = { create: { ...size, channels: 3 as const, background: ground } };
  const whole = await sharp(canvas)
    .composite([...parts, { input: mark, ...markAt }])
    .png({ compressionLevel: 0 })
    .toBuffer();
  for (const quality of qualities) {
    const picture = await sharp(whole).jpeg({ quality, progressive: true }).toBuffer();
    if (picture.length < maxBytes) return picture;
  }
  return null;
}

// Forwarding media comes first.
sharp.concurrency(1);
sharp.cache(false);
process.once('message', async (stills: readonly Buffer[]) => {
  const picture = await drawn(stills.slice(0, layouts.length));
  process.send?.(picture, () => process.disconnect());
});
// The server has ended, or has waited long enough. A decoder that hangs would hold up an orderly exit.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
