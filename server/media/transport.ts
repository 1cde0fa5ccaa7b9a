import { isIPv6 } from 'node:net';
import type { types } from 'mediasoup';
import { Refusal } from '../../shared/refusals.ts';
import type { DtlsParameters, IceParameters, MediaOffer } from '../../shared/rtp.ts';
import { iceConsentTimeoutSeconds } from './iceConsentTimeout.ts';
import type { MediaWorker } from './workers.ts';

/**
 * Start of the bandwidth estimate, bit/s: nine small layers of a grid (1.4 Mbit/s) and room to grow. The worker's own
 * default, 600 kbit/s, starves a grid for its first seconds.
 */
const initialAvailableOutgoingBitrate = 3_000_000;

/** The WebRTC transport of one browser. */
export type Transport = types.WebRtcTransport;
export type Direction = 'uplink' | 'downlink';

export function openTransport(
  router: types.Router,
  mediaWorker: MediaWorker,
  direction: Direction,
): Promise<Transport> {
  return router.createWebRtcTransport({
    webRtcServer: mediaWorker.server,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    enableSctp: false,
    iceConsentTimeout: iceConsentTimeoutSeconds,
    ...(direction === 'downlink' ? { initialAvailableOutgoingBitrate } : {}),
  });
}

/**
 * The parameters that a browser connects with. `announced`: the addresses that are valid now, in place of the one that
 * the socket was opened with; if there are none, the candidates are unchanged.
 */
export function offerOf(transport: Transport, announced: string[] = []): MediaOffer {
  const { id, iceParameters, dtlsParameters } = transport;
  const iceCandidates = transport.iceCandidates.flatMap((candidate) => {
    const others = announced.filter((address) => isIPv6(address) === isIPv6(candidate.address));
    return others.length > 0 ? others.map((address) => ({ ...candidate, address, ip: address })) : [candidate];
  });
  return { id, iceParameters, iceCandidates, dtlsParameters: dtlsParameters as DtlsParameters };
}

/** Calls back once DTLS is connected, from when media can flow. */
export function followConnected(transport: Transport, connected: () => void): void {
  transport.on('dtlsstatechange', (state) => state === 'connected' && connected());
}

/**
 * Parameters that the worker rejects are the client's mistake: refuses with `badMedia`, or with `mediaRestarting` if
 * the transport has closed.
 */
export function orBadMedia<T>(transport: Transport, asked: Promise<T>): Promise<T> {
  return asked.catch((error: Error) => {
    throw new Refusal(transport.closed ? 'mediaRestarting' : 'badMedia', error.message);
  });
}

/** Refuses with `badMedia` if the transport is already connected, or with `mediaRestarting` if it has closed. */
export const connectOnce = (transport: Transport, dtlsParameters: DtlsParameters): Promise<void> =>
  orBadMedia(transport, transport.connect({ dtlsParameters }));

/**
 * New ICE parameters, for a browser whose address changed; refuses with `notYet` if the transport has closed with its
 * worker.
 */
export async function restartIce(transport: Transport): Promise<IceParameters> {
  if (transport.closed) throw new Refusal('notYet');
  return transport.restartIce().catch((error: Error) => {
    throw transport.closed ? new Refusal('notYet') : error;
  });
}
