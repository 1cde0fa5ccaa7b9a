import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import { type KeyFrameThrottle, keyFrameEveryMs } from './keyFrameThrottle.ts';

/** A pipe that nobody needs is kept this long: viewers page back and forth, and a new one costs a key frame. */
const lingerMs = 5_000;
/** A key frame comes all at once, and what the kernel has no room for is lost; it may grant less. */
const bufferBytes = 1_000_000;

const ends = {
  listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: bufferBytes, recvBufferSize: bufferBytes },
  enableRtx: true,
  enableSctp: false,
} as const satisfies types.PipeTransportOptions;

const addressOf = ({ tuple }: types.PipeTransport) => ({ ip: tuple.localAddress, port: tuple.localPort });

/** One producer on its way from where it is to here. */
export type Pipe = { origin: types.Producer; outgoing: types.Consumer; incoming: types.Producer; neededAt: number };

/**
 * What happens to one end happens to the other. What the near end was told of its producer is newer than what that
 * knows.
 */
function tie({ outgoing, incoming }: Pipe): void {
  outgoing.observer.once('close', () => incoming.close());
  incoming.observer.once('close', () => outgoing.close());
  const follow = () => void (outgoing.producerPaused ? incoming.pause() : incoming.resume()).catch(() => undefined);
  outgoing.observer.on('pause', follow);
  outgoing.observer.on('resume', follow);
  // It may have closed, or changed, while the other worker was asked.
  if (outgoing.closed) incoming.close();
  else if (incoming.paused !== outgoing.producerPaused) follow();
}

/**
 * The same producer, under the same id, on another router; it can be consumed there from now on. A picture begins to flow,
 * as soon as the near end knows where to, with key frames of all layers at once: that waits for its turn.
 */
async function openPipe(
  origin: types.Producer,
  from: types.Router,
  to: types.Router,
  turns: KeyFrameThrottle,
  now: Now,
): Promise<Pipe> {
  const made = await Promise.allSettled([from.createPipeTransport(ends), to.createPipeTransport(ends)]);
  const [near, far] = made.map((each) => (each.status === 'fulfilled' ? each.value : null));
  const close = () => {
    near?.close();
    far?.close();
  };
  try {
    if (!near || !far) throw new Error('an end of a pipe could not be made');
    await far.connect(addressOf(near));
    const outgoing = await near.consume({ producerId: origin.id });
    outgoing.observer.once('close', close);
    const { kind, rtpParameters, producerPaused } = outgoing;
    // The far worker merges what its viewers ask for, as the near one does.
    const delay = kind === 'video' ? { keyFrameRequestDelay: keyFrameEveryMs } : {};
    const incoming = await far.produce({ id: origin.id, kind, rtpParameters, paused: producerPaused, ...delay });
    incoming.observer.once('close', close);
    const pipe: Pipe = { origin, outgoing, incoming, neededAt: now() };
    tie(pipe);
    const flow = () => near.connect(addressOf(far));
    if (kind === 'audio') await flow();
    // Where it has closed by then, nothing flows any more.
    else void turns.take().then(() => flow().catch(() => undefined));
    return pipe;
  } catch (error) {
    close();
    throw error;
  }
}

/** What comes to a router from the event's other routers: each producer once, from its first viewer here to the last. */
export function createPipes(here: types.Router, now: Now) {
  const coming = new Map<string, Promise<Pipe>>();
  const pipes = new Map<string, Pipe>();

  const open = async (origin: types.Producer, from: types.Router, turns: KeyFrameThrottle): Promise<Pipe> => {
    const pipe = await openPipe(origin, from, here, turns, now);
    if (pipe.incoming.closed) throw new Error('the producer closed on its way');
    pipes.set(origin.id, pipe);
    pipe.incoming.observer.once('close', () => {
      coming.delete(origin.id);
      pipes.delete(origin.id);
    });
    return pipe;
  };

  /** Opened once, however many ask at once; what failed is forgotten, so that the next one may succeed. */
  const openOnce = (origin: types.Producer, from: types.Router, turns: KeyFrameThrottle): Promise<Pipe> => {
    const known = coming.get(origin.id);
    if (known) return known;
    const opening = open(origin, from, turns);
    coming.set(origin.id, opening);
    opening.catch(() => coming.get(origin.id) === opening && coming.delete(origin.id));
    return opening;
  };

  return {
    all: (): readonly Pipe[] => [...pipes.values()],

    /** The producer as it can be consumed here. */
    async bring(origin: types.Producer, from: types.Router, turns: KeyFrameThrottle): Promise<types.Producer> {
      const pipe = await openOnce(origin, from, turns);
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
