/** One RTP packet of VP8, as far as assembling a key frame needs it. */
type Piece = { sequence: number; timestamp: number; isLast: boolean; isFirst: boolean; payload: Buffer };

/** The payload after the fixed header, CSRCs and extension, without padding (RFC 3550, 5.1). */
function payloadOf(packet: Buffer): Buffer | null {
  if (packet.length < 12 || packet.readUInt8(0) >> 6 !== 2) return null;
  const first = packet.readUInt8(0);
  let start = 12 + 4 * (first & 0x0f);
  if (first & 0x10) {
    if (packet.length < start + 4) return null;
    start += 4 + 4 * packet.readUInt16BE(start + 2);
  }
  const padding = first & 0x20 ? packet.readUInt8(packet.length - 1) : 0;
  return start < packet.length - padding ? packet.subarray(start, packet.length - padding) : null;
}

/** Length of the VP8 payload descriptor (RFC 7741, 4.2). */
function descriptorLength(payload: Buffer): number {
  const has = (index: number, bit: number) => ((payload[index] ?? 0) & bit) !== 0;
  if (!has(0, 0x80)) return 1;
  let length = 2;
  if (has(1, 0x80)) length += has(length, 0x80) ? 2 : 1;
  if (has(1, 0x40)) length += 1;
  if (has(1, 0x30)) length += 1;
  return length;
}

function pieceOf(packet: Buffer): Piece | null {
  const payload = payloadOf(packet);
  const length = payload ? descriptorLength(payload) : 0;
  if (!payload || payload.length <= length) return null;
  // Start of the first partition of a frame: S is set, and the partition's number is 0.
  const isFirst = (payload.readUInt8(0) & 0x1f) === 0x10;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    isLast: (packet.readUInt8(1) & 0x80) !== 0,
    isFirst,
    payload: payload.subarray(length),
  };
}

const startCode = Buffer.from([0x9d, 0x01, 0x2a]);

/** A key frame's first byte has its lowest bit unset, and its start code follows (RFC 6386, 9.1). */
function isKeyFrame(frame: Buffer): boolean {
  return frame.length > 10 && (frame.readUInt8(0) & 1) === 0 && frame.subarray(3, 6).equals(startCode);
}

/** In packets. Key frames of the smallest layer are far smaller; anything larger is not ours. */
const maxPieces = 200;

/** Assembles key frames from RTP packets in any order; returns a frame with the packet that completes it. */
export function createKeyFrameAssembler(): (packet: Buffer) => Buffer | null {
  let timestamp = -1;
  const pieces = new Map<number, Piece>();

  /** From the first piece on, consecutive sequence numbers up to the one with the marker bit. */
  const whole = (): Buffer | null => {
    const first = [...pieces.values()].find(({ isFirst }) => isFirst);
    if (!first) return null;
    const parts: Buffer[] = [];
    for (let sequence = first.sequence; ; sequence = (sequence + 1) & 0xffff) {
      const piece = pieces.get(sequence);
      if (!piece) return null;
      parts.push(piece.payload);
      if (piece.isLast) return Buffer.concat(parts);
    }
  };

  return (packet) => {
    const piece = pieceOf(packet);
    if (!piece) return null;
    if (piece.timestamp !== timestamp || pieces.size >= maxPieces) {
      timestamp = piece.timestamp;
      pieces.clear();
    }
    pieces.set(piece.sequence, piece);
    const frame = whole();
    return frame && isKeyFrame(frame) ? frame : null;
  };
}

/**
 * Wraps a VP8 key frame in a WebP container: a lossy WebP picture is a VP8 key frame, so nothing is decoded (RFC 9649,
 * 2.5).
 */
export function webpOf(keyFrame: Buffer): Buffer {
  const padding = keyFrame.length % 2;
  const header = Buffer.alloc(20);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(12 + keyFrame.length + padding, 4);
  header.write('WEBPVP8 ', 8, 'latin1');
  header.writeUInt32LE(keyFrame.length, 16);
  return Buffer.concat([header, keyFrame, Buffer.alloc(padding)]);
}
