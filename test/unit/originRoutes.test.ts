import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it } from 'vitest';
import { originRoutes } from '../../server/http/originRoutes.ts';

it('a server on its scheme’s own port is known by its name alone', async () => {
  const app = express();
  const originNow = () => 'https://192.168.1.7';
  app.use(originRoutes({ originNow, port: 443, front: { isSecure: true, trustProxy: 0 } }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const at = async (host: string) => {
    const [reply] = (await once(get({ port, headers: { host } }), 'response')) as [IncomingMessage];
    return JSON.parse((await reply.toArray()).join(''));
  };
  expect(await at('localhost')).toEqual({ origin: 'https://192.168.1.7', isForwarded: false });
  expect(await at('localhost:8443')).toEqual({ origin: null, isForwarded: true });
  server.close();
});
