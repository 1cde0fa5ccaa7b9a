import type { types } from 'mediasoup';
import type * as product from '../../../server/media/transport.ts';
import { dtls } from '../rtp.ts';

/**
 * The product's transports in plain RTP: where to send to stands in the only candidate, and who sends first is meant.
 * Where `PLAIN_WAYS` says `uplink`, viewers have real ones.
 */

// Under this name it is not taken for this file again.
const name = '../../../server/media/transport.ts?real';
const real = (await import(name)) as typeof product;

const nobody = { usernameFragment: 'plain', password: 'plain' };
const isPlain = (transport: product.Transport) => (transport as types.Transport).type === 'plain';

export const openTransport: typeof product.openTransport = async (router, on, what) => {
  if (process.env.PLAIN_WAYS === 'uplink' && what === 'downlink') {
    const browser = await real.openTransport(router, on, what);
    // Estimates of bandwidth fall on a busy machine: where they are not what is measured, they have a floor.
    if (process.env.DOWNLINK_FLOOR_BPS) await browser.setMinOutgoingBitrate(Number(process.env.DOWNLINK_FLOOR_BPS));
    return browser;
  }
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: true,
    comedia: true,
  });
  return transport as types.Transport as product.Transport;
};

export const offerOf: typeof product.offerOf = (transport, iceServers) => {
  if (!isPlain(transport)) return real.offerOf(transport, iceServers);
  const { tuple } = transport as types.Transport as types.PlainTransport;
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
  return { id: transport.id, iceParameters: nobody, iceCandidates: [candidate], dtlsParameters: dtls, iceServers: [] };
};

export const followConnected: typeof product.followConnected = (transport, connected) => {
  if (!isPlain(transport)) return real.followConnected(transport, connected);
  (transport as types.Transport as types.PlainTransport).once('tuple', connected);
};

export const connectOnce: typeof product.connectOnce = async (transport, dtlsParameters) => {
  if (!isPlain(transport)) await real.connectOnce(transport, dtlsParameters);
};
export const restartIce: typeof product.restartIce = async (transport) =>
  isPlain(transport) ? nobody : real.restartIce(transport);
