import { createWorker, type types } from 'mediasoup';
import { mediaCodecs } from '../../../server/media/codecs.ts';
import type { MediaOffer } from '../../../shared/rtp.ts';
import { type FakeLayer, fakeParameters } from '../../support/fakePhone.ts';
import { dtls } from '../../support/rtp.ts';
import { answer } from './child.ts';
import { withoutEstimate } from './noEstimate.ts';

/** mediasoup alone: the least that forwarding can cost. */
const binary = process.env.MEDIASOUP_WORKER_BIN;
const worker = await createWorker({ logLevel: 'error', ...(binary ? { workerBin: binary } : {}) });
const router = await worker.createRouter({ mediaCodecs });
const producers: types.Producer[] = [];

const openTransport = (comedia: boolean) =>
  router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: true, comedia });

/** As much of an offer as a fake phone reads. */
function offerOf({ id, tuple }: types.PlainTransport): MediaOffer {
  const address = tuple.localAddress;
  const endpoint = { address, ip: address, port: tuple.localPort };
  return {
    id,
    iceParameters: { usernameFragment: '', password: '' },
    iceCandidates: [{ ...endpoint, foundation: '', priority: 1, protocol: 'udp', type: 'host' }],
    dtlsParameters: dtls,
  };
}

answer({
  worker: () => worker.pid,
  async publish({ camera, layers }: { camera: number; layers: FakeLayer[] }) {
    const transport = await openTransport(true);
    const rtpParameters = fakeParameters(camera, layers) as types.RtpParameters;
    producers.push(await transport.produce({ kind: 'video', rtpParameters }));
    return offerOf(transport);
  },
  /** One viewer of all perspectives, in this layer, who receives at this port. */
  async view({ port, spatialLayer }: { port: number; spatialLayer: number }) {
    const transport = await openTransport(false);
    await transport.connect({ ip: '127.0.0.1', port });
    const rtpCapabilities = withoutEstimate(router.rtpCapabilities);
    for (const { id: producerId } of producers) {
      await transport.consume({ producerId, rtpCapabilities, preferredLayers: { spatialLayer } });
    }
  },
});
