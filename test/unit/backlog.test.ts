import { EventEmitter } from 'node:events';
import type { Server, Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { boundBacklog } from '../../server/signaling/backlog.ts';
import { caps } from '../../shared/limits.ts';

/** A session that polls, as engine.io shows it. */
function pollingSession(engine: EventEmitter) {
  const responses: (EventEmitter & { destroyed: boolean; destroy(): void })[] = [];
  const session = Object.assign(new EventEmitter(), {
    transport: { res: null as unknown },
    closed: false,
    close() {
      session.closed = true;
      session.emit('close');
    },
  });
  engine.emit('connection', session);
  const send = (bytes: number) => session.emit('packetCreate', { data: 'x'.repeat(bytes) });
  /** A poll, which is answered with what waits. */
  const poll = () => {
    const response = Object.assign(new EventEmitter(), {
      destroyed: false,
      destroy() {
        response.destroyed = true;
        response.emit('close');
      },
    });
    responses.push(response);
    session.transport.res = response;
    session.emit('flush');
    session.transport.res = null;
    return response;
  };
  return { session, responses, send, poll };
}

it('what a client polls for and does not read counts, until it is read', () => {
  const engine = new EventEmitter();
  const backlog = boundBacklog({ engine } as unknown as Server);
  const { session, responses, send, poll } = pollingSession(engine);
  const maySendStill = () => backlog.maySendStill({ conn: session } as unknown as Socket);
  const third = caps.waitingBytes.socket / 3;

  for (let n = 0; n < 6; n += 1) {
    send(third);
    const response = poll();
    expect(maySendStill()).toBe(false);
    response.emit('close');
    expect(maySendStill()).toBe(true);
  }
  expect(session.closed).toBe(false);

  responses.length = 0;
  for (let n = 0; n < 4; n += 1) {
    send(third);
    if (!session.closed) poll();
  }
  expect(session.closed).toBe(true);
  expect(responses.length).toBeLessThan(4);
  expect(responses.every(({ destroyed }) => destroyed)).toBe(true);
  backlog.close();
});
