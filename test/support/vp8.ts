/** VP8 over RTP as a phone would send it: enough for the worker to tell layers and key frames. */

const headerBytes = 12;
const descriptorBytes = 6;
const maxPayload = 1_100;
export const videoClockRate = 90_000;

export type Frame = {
  payload: Buffer;
  rtpTime: number;
  pictureId: number;
  temporalLayer?: number;
  capture?: { id: number; ms: number };
};

/** abs-capture-time as a header extension of 8 bytes (RFC 8285, one-byte form), in NTP format. */
function captureExtension({ id, ms }: { id: number; ms: number }): Buffer {
  const extension = Buffer.alloc(16);
  extension.writeUInt16BE(0xbede, 0);
  extension.writeUInt16BE(3, 2);
  extension.writeUInt8((id << 4) | 7, 4);
  extension.writeUInt32BE(Math.floor(ms / 1_000) + secondsFrom1900To1970, 5);
  extension.writeUInt32BE(Math.floor(((ms % 1_000) / 1_000) * 2 ** 32), 9);
  return extension;
}

/**
 * The packets of one frame with browsers' payload descriptor (RFC 7741): picture id, TL0PICIDX and temporal index.
 * Without picture id and temporal index the worker does not rewrite the id on a layer switch, and Chromium drops the
 * first frame as a duplicate.
 */
export function packetsOf(frame: Frame, ssrc: number, payloadType: number, sequence: number): Buffer[] {
  const { payload, rtpTime, pictureId, temporalLayer = 0, capture } = frame;
  const count = Math.max(1, Math.ceil(payload.length / maxPayload));
  return Array.from({ length: count }, (_, index) => {
    const part = payload.subarray(index * maxPayload, (index + 1) * maxPayload);
    const extension = capture && index === 0 ? captureExtension(capture) : Buffer.alloc(0);
    const start = headerBytes + extension.length;
    const packet = Buffer.alloc(start + descriptorBytes + part.length);
    extension.copy(packet, headerBytes);
    packet.writeUInt8(extension.length > 0 ? 0x90 : 0x80, 0);
    packet.writeUInt8(payloadType | (index === count - 1 ? 0x80 : 0), 1);
    packet.writeUInt16BE((sequence + index) & 0xffff, 2);
    packet.writeUInt32BE(rtpTime >>> 0, 4);
    packet.writeUInt32BE(ssrc, 8);
    packet.writeUInt8(index === 0 ? 0x90 : 0x80, start);
    packet.writeUInt8(0xe0, start + 1);
    packet.writeUInt16BE(0x8000 | (pictureId & 0x7fff), start + 2);
    packet.writeUInt8(pictureId & 0xff, start + 4);
    // With the sync bit: the worker may switch up to this layer here.
    packet.writeUInt8(temporalLayer > 0 ? (temporalLayer << 6) | 0x20 : 0, start + 5);
    part.copy(packet, start + descriptorBytes);
    return packet;
  });
}

/** A frame of this length whose first bytes are valid (key frame or not, and size), and that no decoder can decode. */
export function dummyFrame(isKey: boolean, widthPx: number, length: number): Buffer {
  const frame = Buffer.alloc(Math.max(16, length));
  frame.writeUInt8(isKey ? 0x10 : 0x11, 0);
  Buffer.from([0x9d, 0x01, 0x2a]).copy(frame, 3);
  frame.writeUInt16LE(widthPx, 6);
  frame.writeUInt16LE(Math.round((widthPx * 9) / 16), 8);
  return frame;
}

export type Received = {
  ssrc: number;
  rtpTime: number;
  sequence: number;
  temporalLayer: number;
  frameStart: Buffer | null;
};

/** SSRC of a packet, and the start of the frame if one begins in it. */
export function readPacket(packet: Buffer): Received | null {
  if (packet.length < headerBytes + 1) return null;
  const first = packet.readUInt8(0);
  const payloadType = packet.readUInt8(1);
  // RTCP arrives on the same port (RFC 5761).
  if (payloadType >= 192 && payloadType <= 223) return null;
  let start = headerBytes + 4 * (first & 0x0f);
  if (first & 0x10) start += 4 + 4 * packet.readUInt16BE(start + 2);
  if (start + descriptorBytes > packet.length) return null;
  const isStart = packet.readUInt8(start) === 0x90;
  return {
    ssrc: packet.readUInt32BE(8),
    rtpTime: packet.readUInt32BE(4),
    sequence: packet.readUInt16BE(2),
    temporalLayer: packet.readUInt8(start + descriptorBytes - 1) >> 6,
    frameStart: isStart ? packet.subarray(start + descriptorBytes) : null,
  };
}

/** The width of a dummy frame's layer, px. */
export const widthOf = (frameStart: Buffer) => frameStart.readUInt16LE(6);

const secondsFrom1900To1970 = 2_208_988_800;

/** A sender report, which maps RTP time to wall-clock time (RFC 3550, 6.4.1). */
export function senderReport(ssrc: number, rtpTime: number, nowMs: number): Buffer {
  const report = Buffer.alloc(28);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(200, 1);
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc, 4);
  report.writeUInt32BE(Math.floor(nowMs / 1_000) + secondsFrom1900To1970, 8);
  report.writeUInt32BE(Math.floor(((nowMs % 1_000) / 1_000) * 2 ** 32), 12);
  report.writeUInt32BE(rtpTime >>> 0, 16);
  return report;
}

/** An empty receiver report, as a keep-alive. */
export function receiverReport(): Buffer {
  const report = Buffer.alloc(8);
  report.writeUInt8(0x80, 0);
  report.writeUInt8(201, 1);
  report.writeUInt16BE(1, 2);
  report.writeUInt32BE(1, 4);
  return report;
}

/** SSRCs for which a compound RTCP packet requests key frames: PLI and FIR (RFC 4585, RFC 5104). */
export function keyFramesAsked(packet: Buffer): number[] {
  const asked: number[] = [];
  for (let at = 0; at + 12 <= packet.length; at += 4 + 4 * packet.readUInt16BE(at + 2)) {
    const format = packet.readUInt8(at) & 0x1f;
    if (packet.readUInt8(at + 1) !== 206) continue;
    if (format === 1) asked.push(packet.readUInt32BE(at + 8));
    if (format === 4 && at + 16 <= packet.length) asked.push(packet.readUInt32BE(at + 12));
  }
  return asked;
}
