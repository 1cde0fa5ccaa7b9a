import { createSocket } from 'node:dgram';
import { createWorker } from 'mediasoup';
import type { PipeTransport, Router } from 'mediasoup/types';
import { afterAll, describe, expect, it } from 'vitest';
import { mediaCodecs } from '../../server/media/codecs.ts';

const binary = process.env.MEDIASOUP_WORKER_BIN;
const start = () => createWorker({ logLevel: 'error', ...(binary ? { workerBin: binary } : {}) });
const [first, second] = await Promise.all([start(), start()]);
afterAll(() => {
  first.close();
  second.close();
});

const silence = Buffer.from([0xf8, 0xff, 0xfe]);
/** One Opus packet: a 12-byte RTP header, a frame of silence, and its number. */
function packet(sequence: number): Buffer {
  const rtp = Buffer.alloc(17);
  rtp.writeUInt8(0x80, 0);
  rtp.writeUInt8(100, 1);
  rtp.writeUInt16BE(sequence, 2);
  rtp.writeUInt32BE(sequence * 960, 4);
  rtp.writeUInt32BE(7_777, 8);
  silence.copy(rtp, 12);
  rtp.writeUInt16BE(sequence, 15);
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
    const pipes = new Map<Router, PipeTransport>();
    for (const router of [origin, edge]) {
      router.observer.on('newtransport', (transport) => {
        if (transport.type === 'pipe') pipes.set(router, transport as PipeTransport);
      });
    }
    await origin.pipeToRouter({ producerId: producer.id, router: edge, enableSrtp });
    expect([...pipes.values()].map(({ srtpParameters }) => srtpParameters !== undefined)).toEqual([
      enableSrtp,
      enableSrtp,
    ]);
    const sink = await edge.createDirectTransport();
    const consumer = await sink.consume({ producerId: producer.id, rtpCapabilities: edge.rtpCapabilities });
    const received: Buffer[] = [];
    const enough = new Promise<void>((resolve) => {
      consumer.on('rtp', (rtp) => {
        received.push(rtp.subarray(-5));
        if (received.length === 20) resolve();
      });
    });
    const socket = createSocket('udp4');
    let sequence = 0;
    const sending = setInterval(() => socket.send(packet(sequence++), source.tuple.localPort, '127.0.0.1'), 5);
    await enough;
    clearInterval(sending);
    socket.close();
    // Unchanged and in order.
    const numbers = received.map((tail) => tail.readUInt16BE(3));
    expect(received).toEqual(numbers.map((number) => packet(number).subarray(-5)));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    // Both ends of the pipe counted them.
    const countOf = async (router: Router) => {
      const [stats] = (await pipes.get(router)?.getStats()) ?? [];
      return { sent: stats?.rtpBytesSent ?? 0, received: stats?.rtpBytesReceived ?? 0 };
    };
    const [out, into] = [await countOf(origin), await countOf(edge)];
    expect(out.sent).toBeGreaterThanOrEqual(20 * packet(0).length);
    expect(into.received).toBeGreaterThanOrEqual(20 * packet(0).length);
  });
});
