import { createSocket } from 'node:dgram';
import { createWorker } from 'mediasoup';
import { afterAll, describe, expect, it } from 'vitest';
import { mediaCodecs } from '../../server/media/codecs.ts';

const binary = process.env.MEDIASOUP_WORKER_BIN;
const start = () => createWorker({ logLevel: 'error', ...(binary ? { workerBin: binary } : {}) });
const [first, second] = await Promise.all([start(), start()]);
afterAll(() => {
  first.close();
  second.close();
});

/** One Opus packet: a 12-byte RTP header and a frame of silence. */
function packet(sequence: number): Buffer {
  const rtp = Buffer.alloc(15);
  rtp.writeUInt8(0x80, 0);
  rtp.writeUInt8(100, 1);
  rtp.writeUInt16BE(sequence, 2);
  rtp.writeUInt32BE(sequence * 960, 4);
  rtp.writeUInt32BE(7_777, 8);
  Buffer.from([0xf8, 0xff, 0xfe]).copy(rtp, 12);
  return rtp;
}

describe('the worker that the set-up provides', () => {
  it.each([false, true])('forwards packets through a pipe to another worker (encrypted: %s)', async (enableSrtp) => {
    const [origin, edge] = await Promise.all([
      first.createRouter({ mediaCodecs }),
      second.createRouter({ mediaCodecs }),
    ]);
    const source = await origin.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      comedia: true,
    });
    const producer = await source.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
        encodings: [{ ssrc: 7_777 }],
      },
    });
    await origin.pipeToRouter({ producerId: producer.id, router: edge, enableSrtp });
    const sink = await edge.createDirectTransport();
    const consumer = await sink.consume({ producerId: producer.id, rtpCapabilities: edge.rtpCapabilities });
    const received: number[] = [];
    const enough = new Promise<void>((resolve) => {
      consumer.on('rtp', (rtp) => {
        received.push(rtp.length);
        if (received.length === 20) resolve();
      });
    });
    const socket = createSocket('udp4');
    let sequence = 0;
    const sending = setInterval(() => socket.send(packet(sequence++), source.tuple.localPort, '127.0.0.1'), 5);
    await enough;
    clearInterval(sending);
    socket.close();
    expect(received.length).toBeGreaterThanOrEqual(20);
  });
});
