import { describe, expect, it } from 'vitest';
import { createKeyFrameAssembler, webpOf } from '../../server/media/vp8.ts';
import { decodePicture, encodeVp8, ivfOf } from '../support/ivf.ts';
import { createRandom } from '../support/random.ts';
import { packetsOf } from '../support/vp8.ts';

const size = { width: 320, height: 180 };
const frames = encodeVp8(size, 12);
const key = frames[0] ?? Buffer.alloc(0);
const isKey = (frame: Buffer) => ((frame[0] ?? 1) & 1) === 0;

/** All frames as packets; their sequence numbers wrap around 16 bits. */
function packets(): Buffer[][] {
  let sequence = 65_530;
  return frames.map((payload, index) => {
    const made = packetsOf({ payload, rtpTime: 4_500 * index, pictureId: index }, 7, 101, sequence);
    sequence = (sequence + made.length) & 0xffff;
    return made;
  });
}
const assembled = (stream: Buffer[]) => {
  const assemble = createKeyFrameAssembler();
  return stream.flatMap((packet) => assemble(packet) ?? []);
};

describe('key frames from RTP packets', () => {
  it('finds each complete key frame of a real stream, and nothing else', () => {
    expect(frames.filter(isKey).length).toBe(2);
    expect(packets()[0]?.length).toBeGreaterThan(2);
    expect(assembled(packets().flat())).toEqual(frames.filter(isKey));
  });

  it('assembles packets that arrive in any order', () => {
    const random = createRandom(4);
    const shuffled = packets().map((frame) => [...frame].sort(() => random() - 0.5));
    expect(assembled(shuffled.flat())).toEqual(frames.filter(isKey));
  });

  it('gives nothing if a packet is missing', () => {
    const [first = [], ...rest] = packets();
    expect(assembled([...first.slice(1), ...rest.flat()])).toEqual(frames.filter(isKey).slice(1));
    expect(assembled([...first.slice(0, -1), ...rest.flat()])).toEqual(frames.filter(isKey).slice(1));
  });

  it('reads packets with extensions, sources and padding', () => {
    const extended = packets()
      .flat()
      .map((packet) => {
        const header = Buffer.from(packet.subarray(0, 12));
        header.writeUInt8(0x80 | 0x20 | 0x10 | 1, 0);
        const extras = Buffer.from([0, 0, 0, 9, 0xbe, 0xde, 0, 1, 0x10, 0x30, 0, 0]);
        return Buffer.concat([header, extras, packet.subarray(12), Buffer.from([0, 0, 0, 4])]);
      });
    expect(assembled(extended)).toEqual(frames.filter(isKey));
  });

  it('ignores anything else', () => {
    const random = createRandom(5);
    const noise = Array.from({ length: 2_000 }, () =>
      Buffer.from(Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256))),
    );
    expect(assembled(noise)).toEqual([]);
  });
});

describe('a WebP file of a key frame', () => {
  it('shows the same picture', () => {
    const expected = decodePicture(ivfOf(key, size));
    const seen = decodePicture(webpOf(key));
    expect({ width: seen.width, height: seen.height }).toEqual(size);
    const differences = seen.grey.map((value, index) => Math.abs(value - (expected.grey[index] ?? 0)));
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(2);
  });

  it.each([[key.length], [key.length - 1]])('has an even length: %i bytes', (length) => {
    const file = webpOf(key.subarray(0, length));
    expect(file.length % 2).toBe(0);
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
  });
});
