import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';
import { freePort } from '../support/server.ts';
import { type Credentials, createTurnClient } from '../support/turn.ts';

const directory = mkdtempSync(join(tmpdir(), 'polyscope-turn-'));
const [port, tlsPort, relayPort] = [await freePort(), await freePort(), await freePort()];
const certificates = join(directory, 'certificates');
const makeCertificate = () => {
  const folder = join(certificates, 'acme', 'p.example');
  mkdirSync(folder, { recursive: true });
  const files = ['-keyout', join(folder, 'p.example.key'), '-out', join(folder, 'p.example.crt')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=p.example'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...kind, ...files], { stdio: 'ignore' });
};

const movingTo = join(directory, 'moving');
const moveTo = (address: string) => writeFileSync(movingTo, `${address} STREAM moving.example\n`);

/** The relay as it is deployed, but on free ports, and allowed to relay to the loopback, where the media is in tests. */
function startRelay() {
  for (const name of ['coturn.conf', 'coturn.sh']) cpSync(join('config', name), join(directory, name));
  const change = (name: string, change: (text: string) => string) =>
    writeFileSync(join(directory, name), change(readFileSync(join(directory, name), 'utf8')));
  change('coturn.conf', (text) =>
    text
      .replace(/^listening-port=.*/m, `listening-port=${port}\nlistening-ip=127.0.0.1\nallow-loopback-peers`)
      .replace(/^tls-listening-port=.*/m, `tls-listening-port=${tlsPort}`)
      .replace(/^min-port=.*/m, `min-port=${relayPort}`)
      .replace(/^max-port=.*/m, `max-port=${relayPort + 99}`)
      .replaceAll('=/tmp/', `=${directory}/`),
  );
  change('coturn.sh', (text) =>
    text.replaceAll('=/tmp/', `=${directory}/`).replace('check_every_seconds=60', 'check_every_seconds=0.5'),
  );
  // A name whose address changes: everything else is resolved by the system.
  moveTo('127.0.0.4');
  const getent = join(directory, 'getent');
  writeFileSync(getent, `#!/bin/sh\n[ "$2" = moving.example ] && cat ${movingTo} || exec /usr/bin/getent "$@"\n`);
  chmodSync(getent, 0o755);
  const child = spawn('sh', [join(directory, 'coturn.sh')], {
    env: {
      ...process.env,
      PATH: `${directory}:${process.env.PATH}`,
      DOMAIN: 'p.example',
      ANNOUNCED_ADDRESS: 'localhost, 127.0.0.3,::1,moving.example',
      TURN_SECRET: 'a-turn-secret',
      CERTIFICATES: certificates,
    },
    stdio: 'ignore',
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  });
}
const rig = await createRig({ env: { TURN_URLS: `turn:127.0.0.1:${port}`, TURN_SECRET: 'a-turn-secret' } });
// After what may fail: hooks do not run if this file cannot be loaded.
startRelay();
const { event } = await rig.openEvent();
/** The TURN credentials that a viewer's browser is given. */
const credentialsOf = async (): Promise<Credentials> => {
  const viewer = await rig.socket('viewer', event.id);
  const { transport } = await viewer.must<{ transport: { iceServers: Credentials[] } }>('watch', {});
  return transport.iceServers[0] as Credentials;
};
const clients: { close(): void }[] = [];
afterAll(() => {
  for (const client of clients) client.close();
});
const clientOf = (credentials: Credentials) => {
  const client = createTurnClient(port, credentials);
  clients.push(client);
  return client;
};
const fingerprint = () =>
  new Promise<string | null>((resolve) => {
    const socket = connect({ port: tlsPort, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.once('error', () => resolve(null));
  });
const isOpen = () =>
  clientOf({ username: '1:x', credential: 'x' })
    .allocate()
    .catch(() => null);

describe('the relay', () => {
  it('serves viewers, and nobody without credentials from the server', async () => {
    await expect.poll(isOpen).toBe(401);
    expect(await clientOf(await credentialsOf()).allocate()).toBe(0);
  });

  it('relays to the server’s own addresses and nowhere else', async () => {
    const client = clientOf(await credentialsOf());
    expect(await client.allocate()).toBe(0);
    for (const foreign of ['127.0.0.2', '10.0.0.1', '192.168.1.1', '169.254.169.254', '192.0.2.1', '8.8.8.8']) {
      expect(await client.permit(foreign), foreign).toBe(403);
    }
    for (const own of ['127.0.0.1', '127.0.0.3', '127.0.0.4']) expect(await client.permit(own), own).toBe(0);
    const written = readFileSync(join(directory, 'turnserver.conf'), 'utf8');
    expect(written).toContain('allowed-peer-ip=::1\n');
    expect(written.match(/^external-ip=.*/gm)).toEqual(['external-ip=127.0.0.1']);
    const media = createSocket('udp4');
    await new Promise<void>((resolve) => media.bind(0, '127.0.0.1', resolve));
    const heard = new Promise((resolve) => media.once('message', (data) => resolve(String(data))));
    client.send('127.0.0.1', media.address().port, 'a packet');
    expect(await heard).toBe('a packet');
    media.close();
  });

  it('follows the server’s host name when its address changes', async () => {
    moveTo('127.0.0.5');
    const permitted = async () => {
      const client = clientOf(await credentialsOf());
      if ((await client.allocate().catch(() => null)) !== 0) return null;
      return [await client.permit('127.0.0.5'), await client.permit('127.0.0.4'), await client.permit('127.0.0.1')];
    };
    await expect.poll(permitted).toEqual([0, 403, 0]);
  });

  it.each([
    ['192.0.2.1, nowhere.invalid', 'nowhere.invalid leads to no address'],
    ['', 'is not set'],
  ])('does not start with ANNOUNCED_ADDRESS=%s, and says why', (address, why) => {
    const env = { ...process.env, DOMAIN: 'p.example', TURN_SECRET: 'a-turn-secret', ANNOUNCED_ADDRESS: address };
    const { status, stderr } = spawnSync('sh', [join(directory, 'coturn.sh')], {
      env,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(status).toBe(1);
    expect(stderr).toContain(why);
  });

  it('opens TCP connections for nobody', async () => {
    expect(await clientOf(await credentialsOf()).allocate(6)).toBe(442);
  });

  it('limits the ports of one device, and gives another one its own', async () => {
    const greedy = await credentialsOf();
    const codes: number[] = [];
    for (let n = 0; n < 30; n += 1) codes.push(await clientOf(greedy).allocate());
    expect(codes.filter((code) => code === 0)).toHaveLength(24);
    expect(new Set(codes.slice(24))).toEqual(new Set([486]));
    expect(await clientOf(await credentialsOf()).allocate()).toBe(0);
  });

  it('speaks TLS as soon as there is a certificate, and loads a renewed one', async () => {
    expect(await fingerprint()).toBeNull();
    makeCertificate();
    await expect.poll(fingerprint).not.toBeNull();
    const first = await fingerprint();
    makeCertificate();
    await expect.poll(fingerprint).not.toBe(first);
    expect(await fingerprint()).not.toBeNull();
  });
});
