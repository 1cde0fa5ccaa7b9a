import { once } from 'node:events';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { offeredAddresses } from '../support/offers.ts';
import { startRedis } from '../support/redis.ts';
import { freePort, type RunningServer, type ServerOptions, startServer } from '../support/server.ts';

const servers: RunningServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});
const first = await startServer();
servers.push(first);

/** The message of a server that cannot start; it must exit by itself, without a stack trace. */
const failure = async (env: Record<string, string>, options: ServerOptions = {}): Promise<string> => {
  const started = await startServer({ env, ...options }).then(
    async (server) => server.close().then(() => 'it started'),
    (error: Error) => error.message,
  );
  expect(started).not.toMatch(/\n\s+at /);
  return started;
};

// Each setting, file and directory: test/unit/settings.test.ts.
// Each starts several servers, which takes long on a busy machine.
describe('a server that cannot start says why and what to do', { timeout: 90_000 }, () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'settings that are wrong',
      { RTC_PORT: 'many', MAX_VIEWERS: '-1' },
      /RTC_PORT[\s\S]*MAX_VIEWERS[\s\S]*env\.example/,
    ],
    [
      'a certificate that is not there',
      { TLS_CERT: '/nowhere', TLS_KEY: '/nowhere' },
      /TLS_CERT: \/nowhere .*no such file/,
    ],
    [
      'a name that leads nowhere',
      { ANNOUNCED_ADDRESS: 'nowhere.invalid' },
      /ANNOUNCED_ADDRESS: the name nowhere.invalid/,
    ],
    ['an address that is not ours', { HOST: '192.0.2.77' }, /HOST 192\.0\.2\.77 is not an address of this machine/],
    ['a worker that is not there', { MEDIASOUP_WORKER_BIN: '/nowhere/worker' }, /does not start.*MEDIASOUP_WORKER_BIN/],
    ['a directory that is a file', { DATA_DIR: import.meta.filename }, /DATA_DIR .*starting\.test\.ts is a file/],
  ])('%s', async (_name, env, said) => {
    expect(await failure(env)).toMatch(said);
  });

  it('a port or a media port that is taken', async () => {
    const port = await freePort();
    const taken = createServer().listen(port, '127.0.0.1');
    expect(await failure({}, { port })).toContain(`Port ${port} is taken. End what uses it, or set PORT.`);
    taken.close();
    expect(await failure({ RTC_PORT: String(first.rtcPort) })).toMatch(/for media cannot be opened.*RTC_PORT/);
  });

  // Redis has 15 s to answer, in case both are started at once.
  it('a Redis that does not answer, or not with this password', async () => {
    const redis = await startRedis();
    await redis.redis.config('SET', 'requirepass', 'right-one');
    const wrong = await failure({ REDIS_URL: redis.url.replace('//', '//:wrong-one@') });
    expect(wrong).toMatch(/Redis at redis:\/\/127\.0\.0\.1:\d+ does not answer.*WRONGPASS/);
    await redis.close();
    const said = await failure({ REDIS_URL: 'redis://user:secret@127.0.0.1:1/0' });
    expect(said).toMatch(/Redis at redis:\/\/127\.0\.0\.1:1\/0 does not answer.*REDIS_URL/);
    expect(said + wrong).not.toMatch(/secret|wrong-one/);
  });

  it.each<[string, string[], RegExp]>([
    [
      'a cluster',
      ['--cluster-enabled', 'yes'],
      /cannot be used: it is a cluster, which is not supported yet\. Set REDIS_URL/,
    ],
    [
      'a Redis without what came with 6.2',
      ['--rename-command', 'GEOSEARCH', '', '--rename-command', 'ZMSCORE', ''],
      /cannot be used: it does not know GEOSEARCH, ZMSCORE: version 6\.2 or newer is needed/,
    ],
  ])('%s', async (_name, flags, said) => {
    const redis = await startRedis(flags);
    expect(await failure({ REDIS_URL: redis.url })).toMatch(said);
    await redis.close();
  });

  it('a Redis that says it is older', async () => {
    const older = createServer((socket) => {
      const info = 'redis_version:6.0.16\r\nloading:0\r\n';
      const answer = (text: string) =>
        /info/i.test(text) ? `$${info.length}\r\n${info}\r\n` : '-ERR syntax error\r\n';
      socket.on('error', () => undefined).setEncoding('utf8');
      socket.on('data', (text: string) => {
        for (const _ of text.match(/\*\d+\r\n/g) ?? []) socket.write(answer(text));
      });
    }).listen(0, '127.0.0.1');
    await once(older, 'listening');
    const { port } = older.address() as AddressInfo;
    expect(await failure({ REDIS_URL: `redis://127.0.0.1:${port}` })).toMatch(/it is Redis 6\.0\.16, and version 6\.2/);
    older.close();
  });
});

describe('a server that starts', () => {
  it('logs no secret: the moderators’ link is in a file that only this user can read', async () => {
    const file = join(first.dataDirectory, 'moderator-link');
    expect(first.output()).toContain(`Moderate   its link is in ${file}`);
    expect(first.output()).not.toContain('token=');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^http:\/\/localhost:\d+\/e\/[\w-]+\/moderate#token=\S+\n$/);
  });

  it('accepts settings with white space, addresses by name or of either family, and sends browsers addresses', async () => {
    const env = {
      RTC_PORT: ` ${await freePort()} `,
      LOG_LEVEL: 'warn ',
      ANNOUNCED_ADDRESS: 'localhost, fd00::77,203.0.113.9',
    };
    const server = await startServer({ env });
    servers.push(server);
    expect(server.output()).toMatch(/Watch {6}http:\/\/\[fd00::77\]:\d+\/e\//);
    const { origin } = await (await fetch(`${server.url}/api/origin`)).json();
    expect(origin).toMatch(/^http:\/\/\[fd00::77\]:\d+$/);
    const addresses = await offeredAddresses(server);
    expect(addresses).toEqual(expect.arrayContaining(['127.0.0.1', '203.0.113.9', 'fd00::77']));
    expect(addresses).not.toContain('localhost');
  });

  it('listens on both families where no address is set, and prints an address that phones can open', async () => {
    const server = await startServer({ env: { HOST: '', ANNOUNCED_ADDRESS: '' } });
    servers.push(server);
    const { port } = new URL(server.url);
    for (const host of ['127.0.0.1', '[::1]']) expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200);
    expect(server.output()).toMatch(/^polyscope ready http:\/\/localhost:\d+$/m);
    expect(/Watch +http:\/\/(\S+?):\d+\/e/.exec(server.output())?.[1]).not.toMatch(/^(localhost|127\.|fe80)/);
    // Over http phones may watch, but not film: the code is of the page to watch.
    expect(server.output()).toMatch(/Go live +http:\/\/localhost:\d+\/e\/\S+\/live {3}\(on this machine\)/);
    expect(server.output()).toContain('Point a phone here to watch.');
    expect(server.output()).toContain('npm start -- --https');
  });
});
