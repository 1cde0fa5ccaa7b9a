import { spawnSync } from 'node:child_process';

/** Frames of a moving test picture, or of another source of ffmpeg's, encoded as VP8 by ffmpeg; the first one is a key frame. */
export function encodeVp8(
  size: { width: number; height: number },
  frames: number,
  kbps = 150,
  keyEvery = 10,
  picture = 'testsrc=',
): Buffer[] {
  const source = `${picture}size=${size.width}x${size.height}:rate=20`;
  const encoded = spawnSync(
    'ffmpeg',
    ['-nostdin', '-loglevel', 'error', '-f', 'lavfi', '-i', source, '-frames:v', String(frames)].concat([
      '-c:v',
      'libvpx',
      '-deadline',
      'realtime',
      '-b:v',
      `${kbps}k`,
      '-g',
      String(keyEvery),
      '-f',
      'ivf',
      'pipe:1',
    ]),
    { maxBuffer: 64 * 2 ** 20 },
  );
  if (encoded.status !== 0) throw new Error(`ffmpeg: ${encoded.error?.message ?? encoded.stderr}`);
  return framesIn(encoded.stdout);
}

/** The frames of an IVF file. */
export function framesIn(file: Buffer): Buffer[] {
  const found: Buffer[] = [];
  // A file header of 32 bytes, then before each frame its length and time, 12 bytes.
  for (let at = 32; at + 12 <= file.length; ) {
    const length = file.readUInt32LE(at);
    found.push(file.subarray(at + 12, at + 12 + length));
    at += 12 + length;
  }
  return found;
}

/** Size and grey pixels of a picture file, decoded by ffmpeg. */
export function decodePicture(file: Buffer): { width: number; height: number; grey: Buffer } {
  const decode = (args: string[]) =>
    spawnSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-i', 'pipe:0', '-frames:v', '1', ...args, 'pipe:1'], {
      input: file,
      maxBuffer: 64 * 2 ** 20,
    });
  // A portable grey map: "P5", width, height, 255, then the pixels.
  const { stdout, stderr } = decode(['-pix_fmt', 'gray', '-c:v', 'pgm', '-f', 'image2pipe']);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 40).toString('latin1'));
  if (!header) throw new Error(`ffmpeg cannot read it: ${stderr}`);
  return { width: Number(header[1]), height: Number(header[2]), grey: stdout.subarray(header[0].length) };
}

/** A file with this frame alone. */
export function ivfOf(frame: Buffer, size: { width: number; height: number }): Buffer {
  const header = Buffer.alloc(44);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(32, 6);
  header.write('VP80', 8, 'latin1');
  header.writeUInt16LE(size.width, 12);
  header.writeUInt16LE(size.height, 14);
  header.writeUInt32LE(20, 16);
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(1, 24);
  header.writeUInt32LE(frame.length, 32);
  return Buffer.concat([header, frame]);
}
