import { pino } from 'pino';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { webpOf } from '../../server/media/vp8.ts';
import { createDrawPreview } from '../../server/preview/drawPreview.ts';
import { encodeVp8 } from '../support/ivf.ts';

const draw = createDrawPreview(pino({ enabled: false }));
const stillOf = (width: number, height: number) => webpOf(encodeVp8({ width, height }, 1)[0] ?? Buffer.alloc(0));
/** A small picture whose header promises 16383×16383 pixels. */
const vast = () => {
  const still = Buffer.from(stillOf(320, 180));
  still.writeUInt16LE(16_383, 26);
  still.writeUInt16LE(16_383, 28);
  return still;
};

it('draws what can be decoded, in a process of its own: neither noise nor a vast picture harms the server', async () => {
  const noise = webpOf(Buffer.concat([stillOf(320, 180).subarray(20, 30), Buffer.alloc(20_000, 0xa7)]));
  const before = process.resourceUsage().maxRSS;
  const [picture, none, again] = await Promise.all([
    draw([vast(), stillOf(320, 180), noise]),
    draw([vast(), Buffer.from('RIFF')]),
    draw([stillOf(1_280, 720)]),
  ]);
  expect(none).toBeNull();
  for (const each of [picture, again]) {
    expect(await sharp(each ?? Buffer.alloc(0)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 1_200,
      height: 630,
    });
  }
  // None of it was decoded here.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(300_000);
});
