import type { RtpParameters } from '../../shared/rtp.ts';

/** A track of any codec to a server with plain transports: 20 small packets a second that nobody decodes. */
export type PlainTrack = {
  /** Stops, or goes on. */
  send(isOn: boolean): void;
  close(): void;
};

const everyMs = 50;

export function createPlainTrack({ codecs, encodings }: RtpParameters, pass: (packet: Buffer) => void): PlainTrack {
  const { payloadType = 0, clockRate = 0 } = codecs[0] ?? {};
  let sequence = 0;
  let isOn = true;
  const timer = setInterval(() => {
    if (!isOn) return;
    const packet = Buffer.alloc(60);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8(payloadType, 1);
    packet.writeUInt16BE(sequence & 0xffff, 2);
    packet.writeUInt32BE((sequence * everyMs * clockRate) / 1_000, 4);
    packet.writeUInt32BE(encodings[0]?.ssrc ?? 0, 8);
    // The start of a key frame in H264; for Opus any frame.
    packet.writeUInt8(0x65, 12);
    pass(packet);
    sequence += 1;
  }, everyMs);
  return {
    send(next) {
      isOn = next;
    },
    close: () => clearInterval(timer),
  };
}
