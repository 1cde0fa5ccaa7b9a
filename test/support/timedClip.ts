import { spawnSync } from 'node:child_process';
import { timecodeBits, timecodeBlocks } from '../../shared/timecode.ts';
import { framesIn } from './ivf.ts';

/** Codes of one camera: its number × this, and the ms since the clip began. */
const codesPerCamera = 10_000;

export type ClipWish = { camera: number; width: number; height: number; frames: number; framesPerSecond: number };

function draw({ camera, width, height, framesPerSecond }: ClipWish, frame: number): Buffer {
  const grey = Buffer.alloc(width * height, 60 + ((camera * 37) % 120));
  // Something that moves, so that frames have a size.
  for (let y = Math.floor(height / 3); y < height; y += 1) {
    for (let x = 0; x < width; x += 1) grey[y * width + x] = 90 + ((x + y + frame * 5) % 64);
  }
  const bits = timecodeBits(camera * codesPerCamera + Math.floor((frame * 1_000) / framesPerSecond));
  for (const [index, block] of timecodeBlocks.entries()) {
    const [left, right] = [block.left * width, (block.left + block.width) * width];
    for (let y = Math.round(block.top * height); y < Math.round((block.top + block.height) * height); y += 1) {
      grey.fill(bits[index] ? 235 : 20, y * width + Math.round(left), y * width + Math.round(right));
    }
  }
  return grey;
}

/** VP8 frames, each with its camera and its time within the clip as a code in the picture; a key frame every second. */
export function encodeTimedClip(wish: ClipWish): Buffer[] {
  const { width, height, frames, framesPerSecond } = wish;
  const raw = Buffer.concat(
    Array.from({ length: frames }, (_, frame) =>
      Buffer.concat([draw(wish, frame), Buffer.alloc((width * height) / 2, 128)]),
    ),
  );
  const given = `-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r ${framesPerSecond} -i pipe:0`;
  const made = `-c:v libvpx -deadline realtime -auto-alt-ref 0 -b:v 300k -g ${framesPerSecond} -keyint_min ${framesPerSecond}`;
  const encoded = spawnSync('ffmpeg', `-loglevel error ${given} ${made} -f ivf pipe:1`.split(' '), {
    input: raw,
    maxBuffer: 64 * 2 ** 20,
  });
  if (encoded.status !== 0) throw new Error(`ffmpeg: ${encoded.error?.message ?? encoded.stderr}`);
  return framesIn(encoded.stdout);
}

/** The camera and the ms within its clip that a code stands for. */
export const readTimedCode = (code: number) => ({
  camera: Math.floor(code / codesPerCamera),
  clipMs: code % codesPerCamera,
});
