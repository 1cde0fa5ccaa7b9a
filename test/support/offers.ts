import type { OpenedReply } from '../../shared/restApi.ts';
import type { TransportOffer } from '../../shared/rtp.ts';
import { cameraId } from './rtp.ts';
import type { RunningServer } from './server.ts';
import { openSocket } from './socket.ts';

/** The addresses in the ICE candidates that a phone gets. */
export async function offeredAddresses({ url }: RunningServer): Promise<string[]> {
  const reply = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A concert' }),
  });
  const { event } = (await reply.json()) as OpenedReply;
  const phone = await openSocket(url, 'spectator', { event: event.id });
  const asked = { cameraId: cameraId(1), label: 'Phone', place: { precision: 'off' } };
  const { transport } = await phone.must<{ transport: TransportOffer }>('goLive', asked);
  phone.close();
  return [...new Set(transport.iceCandidates.map(({ address }) => address))];
}
