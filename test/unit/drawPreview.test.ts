import { pino } from 'pino';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { webpOf } from '../../server/media/vp8.ts';
import { createDrawPreview } from '../../server/preview/drawPreview.ts';
import { encodeVp8 } from '../support/ivf.ts';
import { childrenOf } from '../support/processes.ts';

const warned: string[] = [];
const log = pino({}, { write: (line: string) => void warned.push(line) });
const draw = createDrawPreview(log);
const still = webpOf(encodeVp8({ width: 320, height: 180 }, 1)[0] ?? Buffer.alloc(0));
const isPicture = async (picture: Buffer | null) => {
  const { format, width, height } = await sharp(picture ?? Buffer.alloc(0)).metadata();
  return format === 'jpeg' && width === 1_200 && height === 630;
};

it('draws what can be decoded: neither noise nor a picture that says it is vast', { timeout: 60_000 }, async () => {
  const noise = webpOf(Buffer.concat([still.subarray(20, 30), Buffer.alloc(20_000, 0xa7)]));
  const vast = Buffer.from(still);
  for (const at of [26, 28]) vast.writeUInt16LE(16_383, at);
  expect(await isPicture(await draw([vast, still, noise]))).toBe(true);
  expect(await draw([vast, Buffer.from('RIFF')])).toBeNull();
  expect(warned).toEqual([]);
});

it('goes on when a still ends the process that decodes it, and says so once', { timeout: 60_000 }, async () => {
  for (let n = 0; n < 2; n += 1) {
    const drawing = draw([still]);
    let pid = 0;
    const find = () => {
      pid = childrenOf(process.pid).find(({ command }) => command.includes('drawing.ts'))?.pid ?? 0;
      return pid;
    };
    await expect.poll(find, { interval: 5 }).toBeGreaterThan(0);
    process.kill(pid, 'SIGSEGV');
    expect(await drawing).toBeNull();
  }
  expect(warned).toHaveLength(1);
  expect(await isPicture(await draw([still]))).toBe(true);
});
