import { afterAll } from 'vitest';
import type { TransportOffer } from '../../shared/rtp.ts';
import { createFakePhone, type FakeLayer, type FakePhone, fakeParameters, smallLayers } from './fakePhone.ts';
import { createFakeViewer, type FakeViewer } from './fakeViewer.ts';
import type { Live, Rig } from './rig.ts';
import { cameraId } from './rtp.ts';
import type { RawSocket } from './socket.ts';

export type Filming = { socket: RawSocket; id: string; phone: FakePhone; transport: TransportOffer };

/** Phones and viewers that send and receive packets, for a rig whose server `isPlain`; closed at the end of the file. */
export function filmingOn(rig: Rig) {
  const closes: (() => void)[] = [];
  afterAll(() => {
    for (const close of closes.splice(0)) close();
  });

  return {
    async film(event: string, camera: number, layers: readonly FakeLayer[] = smallLayers): Promise<Filming> {
      const socket = await rig.socket('spectator', event);
      const wish = { cameraId: cameraId(camera), label: `Phone ${camera}`, place: { precision: 'off' } };
      const { perspective, transport } = await socket.must<Live>('goLive', wish);
      const asked = { transport: transport.id, kind: 'video', rtpParameters: fakeParameters(camera, layers) };
      await socket.must('produce', asked);
      const phone = createFakePhone(transport, camera, layers);
      closes.push(() => phone.close());
      return { socket, id: perspective.id, phone, transport };
    },
    async view(event: string, token?: string, headers?: Record<string, string>): Promise<FakeViewer> {
      const socket = await rig.socket(token ? 'moderator' : 'viewer', event, token, headers);
      const viewer = await createFakeViewer(socket);
      closes.push(() => viewer.close());
      return viewer;
    },
  };
}
