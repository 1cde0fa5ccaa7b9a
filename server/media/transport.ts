import { isIPv6 } from 'node:net';
import type { types } from 'mediasoup';
import { Refusal } from '../../shared/refusals.ts';
import type { DtlsParameters, IceParameters, MediaOffer } from '../../shared/rtp.ts';
import { iceConsentTimeoutSeconds } from './flow.ts';
import type { MediaWorker } from './workers.ts';

/**
 * Start of the bandwidth estimate, for a whole grid: nine small layers (1.4 Mbit/s) and room to grow. The worker's
 * own default, 600 kbit/s, starves a grid for its first seconds.
 */
const initialAvailableOutgoingBitrate = 3_000_000;

/** The way of one browser, up or down. */
export type Transport = types.WebRtcTransport;
export type Way = 'uplink' | 'downlink';

export function openTransport(router: types.Router, on: MediaWorker, what: Way): Promise<Transport> {
  return router.createWebRtcTransport({
    webRtcServer: on.server,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    enableSctp: false,
    iceConsentTimeout: iceConsentTimeoutSeconds,
    ...(what === 'downlink' ? { initialAvailableOutgoingBitrate } : {}),
  });
}

/** `announced`: the addresses of now in place of the one that the socket was opened with; none leaves it as it is. */
export function offerOf(transport: Transport, announced: string[] = []): MediaOffer {
  const { id, iceParameters, dtlsParameters } = transport;
  const iceCandidates = transport.iceCandidates.flatMap((candidate) => {
    const others = announced.filter((address) => isIPv6(address) === isIPv6(candidate.address));
    return others.length > 0 ? others.map((address) => ({ ...candidate, address, ip: address })) : [candidate];
  });
  return { id, iceParameters, iceCandidates, dtlsParameters: dtlsParameters as DtlsParameters };
}

/** Tells when media can flow over it. */
export function followConnected(transport: Transport, connected: () => void): void {
  transport.on('dtlsstatechange', (state) => state === 'connected' && connected());
}

/** What the worker does not take is the client's mistake; unless the transport has gone, with its worker or before it. */
export function acceptedBy<T>(transport: Transport, asked: Promise<T>): Promise<T> {
  return asked.catch((error: Error) => {
    throw new Refusal(transport.closed ? 'mediaRestarting' : 'badMedia', error.message);
  });
}

/** A transport is connected once; a second try is a client's mistake, not ours. */
export const connectOnce = (transport: Transport, dtlsParameters: DtlsParameters): Promise<void> =>
  acceptedBy(transport, transport.connect({ dtlsParameters }));

/** New ICE parameters, for a browser whose address changed; refuses where the transport has gone with its worker. */
export async function restartIce(transport: Transport): Promise<IceParameters> {
  if (transport.closed) throw new Refusal('notYet');
  return transport.restartIce().catch((error: Error) => {
    throw transport.closed ? new Refusal('notYet') : error;
  });
}
