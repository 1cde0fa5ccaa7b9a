import { createSocket } from 'node:dgram';
import type { TilesChange, WantedTile } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { RtpCapabilities, TransportOffer } from '../../shared/rtp.ts';
import type { RawSocket } from './socket.ts';
import { readPacket, receiverReport, widthOf } from './vp8.ts';

type Watched = { perspectives: Perspective[]; rtpCapabilities: RtpCapabilities; transport: TransportOffer };

/** Tells a server whose transports speak both that this viewer receives plain RTP. */
export const plainUri = 'urn:plain';

type Shown = { packets: number; lastAt: number; widthPx: number; temporalLayers: number[] };
const nothing: Shown = { packets: 0, lastAt: 0, widthPx: 0, temporalLayers: [] };
/** Frames whose temporal layers are kept: three times the pattern of phones. */
const keptFrames = 12;

export type FakeViewer<S = RawSocket> = {
  readonly socket: S;
  readonly watched: Watched;
  /** Packets of a perspective so far, when the last one came (ms), its width, and the temporal layers of its last frames. */
  shown(perspective: string): Shown;
  /** Sends the whole wish, and resumes the new consumers. */
  want(tiles: Partial<WantedTile>[], heard?: string | null): Promise<TilesChange>;
  /** Resumes the consumers of a `tilesChanged` notice. */
  take(change: TilesChange): Promise<void>;
  close(): void;
};

/** A viewer of a server whose transports are plain: it counts packets and decodes nothing. */
export async function createFakeViewer<S extends Pick<RawSocket, 'must' | 'close'>>(socket: S): Promise<FakeViewer<S>> {
  const watched = await socket.must<Watched>('watch', {});
  const { headerExtensions } = watched.rtpCapabilities;
  const plainExtension = { kind: 'video', uri: plainUri, preferredId: 14 } as const;
  const rtpCapabilities = { ...watched.rtpCapabilities, headerExtensions: [...headerExtensions, plainExtension] };
  const { address, port } = watched.transport.iceCandidates[0] ?? { address: '127.0.0.1', port: 0 };
  const shown = new Map<string, Shown>();
  const perspectives = new Map<number, string>();

  const receiver = createSocket('udp4');
  receiver.on('message', (packet) => {
    const read = readPacket(packet);
    const perspective = read && perspectives.get(read.ssrc);
    if (!perspective) return;
    const mine = shown.get(perspective) ?? { ...nothing };
    shown.set(perspective, mine);
    mine.packets += 1;
    mine.lastAt = performance.now();
    if (!read.frameStart) return;
    mine.widthPx = widthOf(read.frameStart);
    mine.temporalLayers = [...mine.temporalLayers, read.temporalLayer].slice(-keptFrames);
  });
  const greet = () => receiver.send(receiverReport(), port, address);
  greet();
  const greeting = setInterval(greet, 1_000);
  let isClosed = false;

  const take = async ({ opened }: TilesChange) => {
    for (const { kind, perspective, rtpParameters } of opened) {
      const ssrc = rtpParameters.encodings[0]?.ssrc;
      if (kind === 'video' && ssrc) perspectives.set(ssrc, perspective);
    }
    if (opened.length > 0) await socket.must('ready', { consumers: opened.map(({ id }) => id) });
  };
  return {
    socket,
    watched,
    shown: (perspective) => shown.get(perspective) ?? nothing,
    async want(tiles, heard = null) {
      const whole = tiles.map((tile) => ({ widthPx: 640, visible: true, ...tile }));
      const asked = { rtpCapabilities, tiles: whole, heard };
      const change = await socket.must<TilesChange>('wantTiles', asked);
      await take(change);
      return change;
    },
    take,
    close() {
      if (isClosed) return;
      isClosed = true;
      clearInterval(greeting);
      receiver.close();
      socket.close();
    },
  };
}
