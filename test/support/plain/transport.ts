import type { types } from 'mediasoup';
import type * as product from '../../../server/media/transport.ts';
import { plainUri } from '../fakeViewer.ts';
import { dtls } from '../rtp.ts';

/**
 * Plain RTP transports: the one ICE candidate holds the address, and the peer is whoever sends first.
 * `PLAIN_TRANSPORTS=uplink`: viewers get WebRTC. `both`: WebRTC for a client that connects the transport, else plain.
 */

// This name is not mapped to this file again.
const name = '../../../server/media/transport.ts?real';
const real = (await import(name)) as typeof product;

const nobody = { usernameFragment: 'plain', password: 'plain' };
/** The plain transport beside a real one, for clients that send plain RTP. */
const besides = new WeakMap<product.Transport, types.PlainTransport>();
const connected = new WeakSet<product.Transport>();
const isPlain = (transport: product.Transport) => (transport as types.Transport).type === 'plain';

export const openTransport: typeof product.openTransport = async (router, on, direction) => {
  if (process.env.PLAIN_TRANSPORTS === 'uplink' && direction === 'downlink') {
    const browser = await real.openTransport(router, on, direction);
    // Bandwidth estimates fall on a busy machine; measurements of something else set a floor.
    if (process.env.DOWNLINK_FLOOR_BPS) await browser.setMinOutgoingBitrate(Number(process.env.DOWNLINK_FLOOR_BPS));
    return browser;
  }
  const plain = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: true,
    comedia: true,
  });
  if (process.env.PLAIN_TRANSPORTS !== 'both') return plain as types.Transport as product.Transport;
  return withPlain(await real.openTransport(router, on, direction), plain);
};

function withPlain(transport: product.Transport, plain: types.PlainTransport): product.Transport {
  const { produce, consume, getStats, close } = transport;
  const isReal = () => connected.has(transport);
  besides.set(transport, plain);
  transport.produce = ((options) =>
    isReal() ? produce.call(transport, options) : plain.produce(options)) as typeof produce;
  transport.consume = ((options) => {
    const isMarked = options.rtpCapabilities.headerExtensions?.some(({ uri }) => uri === (plainUri as string));
    return isMarked ? plain.consume(options) : consume.call(transport, options);
  }) as typeof consume;
  transport.getStats = (() => (isReal() ? getStats.call(transport) : plain.getStats())) as typeof getStats;
  transport.close = () => {
    plain.close();
    close.call(transport);
  };
  return transport;
}

export const offerOf: typeof product.offerOf = (transport, announced) => {
  const beside = besides.get(transport);
  if (!isPlain(transport) && !beside) return real.offerOf(transport, announced);
  const { tuple } = beside ?? (transport as types.Transport as types.PlainTransport);
  const { localAddress: address, localPort: port } = tuple;
  const candidate = {
    foundation: 'plain',
    priority: 1,
    protocol: 'udp',
    type: 'host',
    address,
    ip: address,
    port,
  } as const;
  if (beside) {
    const offer = real.offerOf(transport, announced);
    return { ...offer, iceCandidates: [candidate, ...offer.iceCandidates] };
  }
  return { id: transport.id, iceParameters: nobody, iceCandidates: [candidate], dtlsParameters: dtls };
};

export const followConnected: typeof product.followConnected = (transport, connected) => {
  if (!isPlain(transport)) return real.followConnected(transport, connected);
  (transport as types.Transport as types.PlainTransport).once('tuple', connected);
};

export const { orBadMedia } = real;

export const connectOnce: typeof product.connectOnce = async (transport, dtlsParameters) => {
  if (isPlain(transport)) return;
  connected.add(transport);
  await real.connectOnce(transport, dtlsParameters);
};
export const restartIce: typeof product.restartIce = async (transport) =>
  isPlain(transport) ? nobody : real.restartIce(transport);
