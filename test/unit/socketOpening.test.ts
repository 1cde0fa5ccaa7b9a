import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSocketOpening } from '../../client/connection/socketOpening.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

type Listener = (given?: unknown) => void;

/** A socket whose network the test decides, and what was tried on it. */
function open() {
  const tried: string[] = [];
  const failures: unknown[] = [];
  const listeners = new Map<string, Listener>();
  const upgraded: Listener[] = [];
  const opts: { transports?: string[] } = {};
  const socket = {
    connected: false,
    connect: () => void tried.push(opts.transports?.[0] ?? 'nothing'),
    disconnect: () => undefined,
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    io: {
      opts,
      engine: { on: (_: string, listener: Listener) => upgraded.push(listener) },
      on: (name: string, listener: Listener) => listeners.set(name, listener),
    },
  };
  const opening = createSocketOpening(socket as unknown as Socket, (error) => failures.push(error));
  const happens = (name: 'open' | 'connect' | 'connect_error', given?: unknown) => listeners.get(name)?.(given);
  return { opening, tried, failures, happens, upgrade: () => upgraded.at(-1)?.() };
}

describe('a socket is opened', () => {
  it('by WebSocket, which is given the time it needs once it is open', async () => {
    const { opening, tried, failures, happens } = open();
    opening.begin();
    await vi.advanceTimersByTimeAsync(3_900);
    happens('open');
    await vi.advanceTimersByTimeAsync(5_000);
    happens('connect');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tried).toEqual(['websocket']);
    expect(failures).toEqual([]);
  });

  it('by polling at once where a WebSocket is refused, and after 4 s where it is swallowed', async () => {
    const refused = open();
    refused.opening.begin();
    refused.happens('connect_error', new Error('websocket error'));
    expect(refused.tried).toEqual(['websocket', 'polling']);
    const swallowed = open();
    swallowed.opening.begin();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(swallowed.tried).toEqual(['websocket', 'polling']);
    expect(swallowed.failures).toEqual([]);
  });

  it('by polling first where only that has worked, until it becomes a WebSocket', () => {
    const { opening, tried, happens, upgrade } = open();
    opening.begin();
    happens('connect_error', new Error('websocket error'));
    happens('open');
    happens('connect');
    opening.begin();
    expect(tried).toEqual(['websocket', 'polling', 'polling']);
    happens('open');
    upgrade();
    happens('connect');
    opening.begin();
    expect(tried.at(-1)).toBe('websocket');
  });

  it('by polling alone in a browser without WebSockets', () => {
    vi.stubGlobal('WebSocket', undefined);
    const { opening, tried } = open();
    opening.begin();
    expect(tried).toEqual(['polling']);
  });

  it('not again after a refusal, which comes from the server itself', () => {
    const { opening, tried, failures, happens } = open();
    opening.begin();
    const refusal = Object.assign(new Error('refused'), { data: { code: 'noSuchEvent' } });
    happens('connect_error', refusal);
    expect(tried).toEqual(['websocket']);
    expect(failures).toEqual([refusal]);
  });

  it('or has failed within 10 s, once for both ways', async () => {
    const { opening, tried, failures, happens } = open();
    opening.begin();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tried).toEqual(['websocket', 'polling']);
    expect(failures).toEqual([null]);
    opening.begin();
    const error = new Error('xhr poll error');
    happens('connect_error', new Error('websocket error'));
    happens('connect_error', error);
    expect(failures).toEqual([null, error]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(failures).toHaveLength(2);
  });
});
