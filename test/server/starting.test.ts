import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, startServer } from '../support/server.ts';

/** What a server that cannot start says; it must end by itself, without a stack. */
const failure = async (env: Record<string, string>, port?: number): Promise<string> => {
  const started = await startServer({ env, ...(port ? { port } : {}) }).then(
    async (server) => server.close().then(() => 'it started'),
    (error: Error) => error.message,
  );
  expect(started).not.toMatch(/\n\s+at /);
  return started;
};

describe('a server that cannot start says why and what to do', () => {
  it('when a setting is wrong', async () => {
    expect(await failure({ RTC_PORT: 'many', MAX_VIEWERS: '-1' })).toMatch(
      /RTC_PORT[\s\S]*MAX_VIEWERS[\s\S]*env\.example/,
    );
  });

  it('when Redis does not answer', async () => {
    const said = await failure({ REDIS_URL: 'redis://user:secret@127.0.0.1:1/0' });
    expect(said).toMatch(/Redis at redis:\/\/127\.0\.0\.1:1\/0 does not answer.*REDIS_URL/);
    expect(said).not.toContain('secret');
  });

  it('when the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    expect(await failure({}, port)).toContain(`Port ${port} is taken. End what uses it, or set PORT.`);
    other.close();
  });

  it('when there is no worker', async () => {
    expect(await failure({ MEDIASOUP_WORKER_BIN: '/nowhere/worker' })).toMatch(
      /worker does not start.*MEDIASOUP_WORKER_BIN/,
    );
  });

  it('when the media port is taken', async () => {
    const first = await startServer();
    expect(await failure({ RTC_PORT: String(first.rtcPort) })).toMatch(/for media cannot be opened.*RTC_PORT/);
    await first.close();
  });
});
