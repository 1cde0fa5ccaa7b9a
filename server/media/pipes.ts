import type { types } from 'mediasoup';
import type { Now } from '../events/ports/clocks.ts';
import { createAsyncCache } from './asyncCache.ts';
import { type KeyFrameThrottle, keyFrameEveryMs } from './keyFrameThrottle.ts';

/** A pipe without consumers is kept this long: viewers page back and forth, and a new pipe costs a key frame. */
const idleForMs = 5_000;
/** Socket buffer, bytes: key frames arrive all at once, and overflow is dropped. The kernel may cap it. */
const bufferBytes = 1_000_000;

const pipeOptions = {
  listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: bufferBytes, recvBufferSize: bufferBytes },
  enableRtx: true,
  enableSctp: false,
} as const satisfies types.PipeTransportOptions;

const addressOf = ({ tuple }: types.PipeTransport) => ({ ip: tuple.localAddress, port: tuple.localPort });

/**
 * One producer, piped to another router: consumed from `origin` as `outgoing`, produced there as `incoming`. `neededAt`
 * is when it last had a consumer, ms.
 */
export type Pipe = { origin: types.Producer; outgoing: types.Consumer; incoming: types.Producer; neededAt: number };

/** Closing and pausing pass from one end to the other. `producerPaused` of the consumer is newer than the producer's own. */
function linkEnds({ outgoing, incoming }: Pipe): void {
  outgoing.observer.once('close', () => incoming.close());
  incoming.observer.once('close', () => outgoing.close());
  const follow = () => void (outgoing.producerPaused ? incoming.pause() : incoming.resume()).catch(() => undefined);
  outgoing.observer.on('pause', follow);
  outgoing.observer.on('resume', follow);
  // The origin may have closed, or changed, while the other worker was asked.
  if (outgoing.closed) incoming.close();
  else if (incoming.paused !== outgoing.producerPaused) follow();
}

/**
 * Produces the same producer, under the same id, on another router. Connecting the near end starts a picture with a
 * request for key frames of all layers, so that step waits for the throttle.
 */
async function openPipe(
  origin: types.Producer,
  from: types.Router,
  to: types.Router,
  throttle: KeyFrameThrottle,
  now: Now,
): Promise<Pipe> {
  const made = await Promise.allSettled([from.createPipeTransport(pipeOptions), to.createPipeTransport(pipeOptions)]);
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
    // The far worker merges the requests of its viewers, as the near one does.
    const delay = kind === 'video' ? { keyFrameRequestDelay: keyFrameEveryMs } : {};
    const incoming = await far.produce({ id: origin.id, kind, rtpParameters, paused: producerPaused, ...delay });
    incoming.observer.once('close', close);
    const pipe: Pipe = { origin, outgoing, incoming, neededAt: now() };
    linkEnds(pipe);
    const startFlow = () => near.connect(addressOf(far));
    if (kind === 'audio') await startFlow();
    // It may have closed by then.
    else void throttle.wait().then(() => startFlow().catch(() => undefined));
    return pipe;
  } catch (error) {
    close();
    throw error;
  }
}

/** The pipes into one router from the event's other routers: one per producer, from its first viewer here to the last. */
export function createPipes(router: types.Router, now: Now) {
  const opening = createAsyncCache<string, Pipe>();
  const pipes = new Map<string, Pipe>();

  const create = async (origin: types.Producer, from: types.Router, throttle: KeyFrameThrottle): Promise<Pipe> => {
    const pipe = await openPipe(origin, from, router, throttle, now);
    if (pipe.incoming.closed) throw new Error('the producer closed while it was piped');
    pipes.set(origin.id, pipe);
    pipe.incoming.observer.once('close', () => {
      opening.delete(origin.id);
      pipes.delete(origin.id);
    });
    return pipe;
  };

  return {
    all: (): readonly Pipe[] => [...pipes.values()],

    /** The producer as it can be consumed on this router; fails if it, or a worker, closes in the meantime. */
    async open(origin: types.Producer, from: types.Router, throttle: KeyFrameThrottle): Promise<types.Producer> {
      const pipe = await opening.get(origin.id, () => create(origin, from, throttle));
      pipe.neededAt = now();
      return pipe.incoming;
    },

    /** Closes pipes that have had no consumer on this router for 5 s. */
    closeIdle(isConsumed: (producer: string) => boolean): void {
      for (const [id, pipe] of [...pipes]) {
        if (isConsumed(id)) pipe.neededAt = now();
        else if (now() - pipe.neededAt > idleForMs) pipe.outgoing.close();
      }
    },
  };
}

export type Pipes = ReturnType<typeof createPipes>;
