import type { types } from 'mediasoup';
import type * as product from '../../../server/media/transport.ts';
import { dtls } from '../rtp.ts';

/** The product's transports in plain RTP: where to send to stands in the only candidate, and who sends first is meant. */

const nobody = { usernameFragment: 'plain', password: 'plain' };

export const openTransport: typeof product.openTransport = async (router) => {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: true,
    comedia: true,
  });
  return transport as types.Transport as product.Transport;
};

export const offerOf: typeof product.offerOf = (transport) => {
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

export const connectOnce: typeof product.connectOnce = async () => undefined;
export const restartIce: typeof product.restartIce = async () => nobody;
