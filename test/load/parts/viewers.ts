import { createSocket } from 'node:dgram';
import type { TilesChange } from '../../../shared/conversations/viewer.ts';
import type { Perspective } from '../../../shared/domain.ts';
import { type MediaReply, paths } from '../../../shared/restApi.ts';
import type { TransportOffer } from '../../../shared/rtp.ts';
import { maxTiles } from '../../../shared/tileLimit.ts';
import { createRandom } from '../../support/random.ts';
import { openSocket } from '../../support/socket.ts';
import { readPacket, receiverReport } from '../../support/vp8.ts';
import { answer } from './child.ts';

export type StormWish = { url: string; event: string; viewers: number; overMs: number };
/** From the first step until all consumers are confirmed, and, if packets are read, to the last tile's picture; ms. */
export type Joined = { joinMs: number[]; picturesMs: number[]; failures: string[] };

type Watched = { perspectives: Perspective[]; transport: TransportOffer; first: TilesChange };

/** Only one viewer in this many reads its packets, to save processor time. */
const readsEvery = 25;
const picturesWithinMs = 15_000;

/** Waits for a first packet of each stream, at most this long. */
function picturesOf(socket: ReturnType<typeof createSocket>, ssrcs: ReadonlySet<number>): Promise<void> {
  const missing = new Set(ssrcs);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${missing.size} pictures missing`)), picturesWithinMs);
    socket.on('message', (packet) => {
      const read = readPacket(packet);
      if (!read || !missing.delete(read.ssrc) || missing.size > 0) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

/** As a page joins: the first tiles come with the answer, all small; it sends their sizes once the grid is drawn. */
async function join({ url, event }: StormWish, index: number, focus: number, joined: Joined): Promise<void> {
  const from = performance.now();
  const [socket, { rtpCapabilities }] = await Promise.all([
    openSocket(url, 'viewer', { event }),
    fetch(url + paths.media).then((reply) => reply.json() as Promise<MediaReply>),
  ]);
  const first = { rtpCapabilities, most: maxTiles, widthPx: 320 };
  const watched = await socket.must<Watched>('watch', { first });
  const { perspectives, transport } = watched;
  const { opened } = watched.first;
  const receiver = createSocket({ type: 'udp4', recvBufferSize: 64_000 });
  const port = transport.iceCandidates[0]?.port ?? 0;
  await new Promise<void>((resolve) => receiver.send(receiverReport(), port, '127.0.0.1', () => resolve()));
  const isReader = index % readsEvery === 0;
  if (!isReader) receiver.close();
  if (opened.length !== perspectives.length) throw new Error(`${opened.length} of ${perspectives.length} consumers`);
  const pictures =
    isReader && picturesOf(receiver, new Set(opened.map((each) => each.rtpParameters.encodings[0]?.ssrc ?? 0)));
  await socket.must('ready', { consumers: opened.map(({ id }) => id) });
  joined.joinMs.push(performance.now() - from);
  // Eight small tiles and a larger one: phones are asked for key frames of two layers.
  const tiles = perspectives.map(({ id: perspective }, index) => {
    return { perspective, widthPx: index === focus ? 640 : 320, visible: true, isFocused: index === focus };
  });
  await socket.must('wantTiles', { rtpCapabilities, tiles, heard: null });
  if (!pictures) return;
  await pictures;
  joined.picturesMs.push(performance.now() - from);
  receiver.close();
}

answer({
  /** Joins one after the other, at a steady pace, and stays. */
  async storm(wish: StormWish): Promise<Joined> {
    const random = createRandom(7);
    const joined: Joined = { joinMs: [], picturesMs: [], failures: [] };
    const joins = Array.from({ length: wish.viewers }, async (_, index) => {
      const focus = Math.floor(random() * 9);
      await new Promise((resolve) => setTimeout(resolve, (index / wish.viewers) * wish.overMs));
      await join(wish, index, focus, joined).catch((error) => joined.failures.push(String(error)));
    });
    await Promise.all(joins);
    return joined;
  },
});
