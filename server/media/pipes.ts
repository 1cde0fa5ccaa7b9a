import type { types } from 'mediasoup';
import type { Now } from '../events/ports.ts';
import type { KeyFrameTurns } from './keyFrames.ts';

/** A pipe that nobody needs is kept this long: viewers page back and forth, and a new one costs a key frame. */
const lingerMs = 5_000;
/** Key frames of many phones come at once, and what the kernel has no room for is lost; it may grant less. */
const bufferBytes = 4_000_000;

const ends = {
  listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: bufferBytes, recvBufferSize: bufferBytes },
  enableRtx: true,
  enableSctp: false,
} as const satisfies types.PipeTransportOptions;

type Link = { near: types.PipeTransport; far: types.PipeTransport };
/** One producer on its way from where it is to here. */
export type Pipe = { origin: types.Producer; outgoing: types.Consumer; incoming: types.Producer; neededAt: number };

/** Both ends or none: where one cannot be made or connected the survivor is closed. */
async function openLink(from: types.Router, to: types.Router): Promise<Link> {
  const made = await Promise.allSettled([from.createPipeTransport(ends), to.createPipeTransport(ends)]);
  const [near, far] = made.map((each) => (each.status === 'fulfilled' ? each.value : null));
  const close = () => {
    near?.close();
    far?.close();
  };
  try {
    if (!near || !far) throw new Error('an end of a pipe could not be made');
    const addressOf = ({ tuple }: types.PipeTransport) => ({ ip: tuple.localAddress, port: tuple.localPort });
    await Promise.all([near.connect(addressOf(far)), far.connect(addressOf(near))]);
    near.observer.once('close', close);
    far.observer.once('close', close);
    return { near, far };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * The same producer, under the same id, at the far end; what happens to one end happens to the other. A pipe asks
 * for key frames of all layers at once, so it waits for its turn: who wants to see what it brings has to do so, too.
 */
async function carry(origin: types.Producer, { near, far }: Link, turns: KeyFrameTurns, now: Now): Promise<Pipe> {
  if (origin.kind === 'video') await turns.take();
  const outgoing = await near.consume({ producerId: origin.id });
  try {
    const { kind, rtpParameters, producerPaused } = outgoing;
    const incoming = await far.produce({ id: origin.id, kind, rtpParameters, paused: producerPaused });
    outgoing.observer.once('close', () => incoming.close());
    incoming.observer.once('close', () => outgoing.close());
    const follow = () => void (origin.paused ? incoming.pause() : incoming.resume()).catch(() => undefined);
    outgoing.observer.on('pause', follow);
    outgoing.observer.on('resume', follow);
    // It may have closed, or changed, while the other worker was asked.
    if (outgoing.closed) incoming.close();
    else if (incoming.paused !== origin.paused) follow();
    return { origin, outgoing, incoming, neededAt: now() };
  } catch (error) {
    outgoing.close();
    throw error;
  }
}

/** What comes to a router from the event's other routers: each producer once, from its first viewer here to the last. */
export function createPipes(here: types.Router, now: Now) {
  const links = new Map<types.Router, Promise<Link>>();
  const coming = new Map<string, Promise<Pipe>>();
  const pipes = new Map<string, Pipe>();

  /** Made once, however many ask at once; what failed is forgotten, so that the next one may succeed. */
  const once = <K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> => {
    const known = map.get(key);
    if (known) return known;
    const made = make();
    map.set(key, made);
    made.catch(() => map.get(key) === made && map.delete(key));
    return made;
  };

  const linkFrom = (from: types.Router) =>
    once(links, from, async () => {
      const link = await openLink(from, here);
      link.near.observer.once('close', () => links.delete(from));
      return link;
    });

  const open = async (origin: types.Producer, from: types.Router, turns: KeyFrameTurns): Promise<Pipe> => {
    const pipe = await carry(origin, await linkFrom(from), turns, now);
    const forget = () => {
      coming.delete(origin.id);
      pipes.delete(origin.id);
    };
    if (pipe.incoming.closed) throw new Error('the producer closed on its way');
    pipes.set(origin.id, pipe);
    pipe.incoming.observer.once('close', forget);
    return pipe;
  };

  return {
    all: (): readonly Pipe[] => [...pipes.values()],

    /** The producer as it can be consumed here. */
    async bring(origin: types.Producer, from: types.Router, turns: KeyFrameTurns): Promise<types.Producer> {
      const pipe = await once(coming, origin.id, () => open(origin, from, turns));
      pipe.neededAt = now();
      return pipe.incoming;
    },

    /** Closes what nobody here has consumed for a while. */
    settle(isConsumed: (producer: string) => boolean): void {
      for (const [id, pipe] of [...pipes]) {
        if (isConsumed(id)) pipe.neededAt = now();
        else if (now() - pipe.neededAt > lingerMs) pipe.outgoing.close();
      }
    },
  };
}

export type Pipes = ReturnType<typeof createPipes>;
