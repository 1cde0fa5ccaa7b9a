import { afterAll } from 'vitest';
import type { OwnPerspective } from '../../shared/conversations/spectator.ts';
import type { NewEvent, Role } from '../../shared/domain.ts';
import type { OpenedReply } from '../../shared/restApi.ts';
import type { RtpCapabilities, TransportOffer } from '../../shared/rtp.ts';
import { noteRefusal, routeOf } from './refusalsSeen.ts';
import { audioParameters, cameraId, videoParameters } from './rtp.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';
import { openSocket, type RawSocket } from './socket.ts';

type Reply = { status: number; body: Record<string, unknown> & { refusal?: { code: string } } };
export type Live = { perspective: OwnPerspective; rtpCapabilities: RtpCapabilities; transport: TransportOffer };

/** One server for a test file, and clients of it; all are closed after the file's tests. */
export type Rig = {
  server: RunningServer;
  /** `bearer` is sent as `Authorization`. */
  http(path: string, body?: unknown, bearer?: string): Promise<Reply>;
  openEvent(wish?: Partial<NewEvent>): Promise<OpenedReply>;
  /** `headers` are sent with the handshake, as a browser would. */
  socket(role: Role, event: string, token?: string, headers?: Record<string, string>): Promise<RawSocket>;
  /** A phone that goes live and sends both tracks, without packets. */
  phone(event: string, camera: number, wish?: object): Promise<{ socket: RawSocket; live: Live }>;
};

export async function createRig(options: ServerOptions = {}): Promise<Rig> {
  const server = await startServer(options);
  const sockets: RawSocket[] = [];
  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await server.close();
  });

  const http = async (path: string, body?: unknown, bearer?: string): Promise<Reply> => {
    const response = await fetch(server.url + path, {
      ...(body === undefined ? {} : { method: 'POST' }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const reply = (await response.json().catch(() => ({}))) as Reply['body'];
    noteRefusal(routeOf(path, body !== undefined), reply.refusal?.code);
    return { status: response.status, body: reply };
  };
  const socket: Rig['socket'] = async (role, event, token, headers) => {
    const opened = await openSocket(server.url, role, { event, ...(token ? { token } : {}) }, headers);
    sockets.push(opened);
    return opened;
  };

  return {
    server,
    http,
    socket,
    async openEvent(wish = {}) {
      const { status, body } = await http('/api/events', { title: 'A concert', ...wish });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as unknown as OpenedReply;
    },
    async phone(event, camera, wish = {}) {
      const spectator = await socket('spectator', event);
      const asked = { cameraId: cameraId(camera), label: `Phone ${camera}`, place: { precision: 'off' }, ...wish };
      const live = await spectator.must<Live>('goLive', asked);
      const transport = live.transport.id;
      for (const [kind, rtpParameters] of [
        ['video', videoParameters(1_000 + camera)],
        ['audio', audioParameters(2_000 + camera)],
      ]) {
        await spectator.must('produce', { transport, kind, rtpParameters });
      }
      return { socket: spectator, live };
    },
  };
}
