import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer } from '../support/server.ts';

const directory = await mkdtemp(join(tmpdir(), 'polyscope-tls-'));

/** A key and a certificate in a folder of their own, as Kubernetes and certbot lay them out. */
function makePair(name: string): string {
  const folder = join(directory, name);
  mkdirSync(folder);
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-nodes', '-subj', `/CN=${name}`, '-days', '2', ...files], {
    stdio: 'ignore',
  });
  return folder;
}

const current = join(directory, 'current');
/** Atomic, so that the server never reads a key of one and a certificate of the other. */
function lead(to: string): void {
  symlinkSync(to, `${current}.new`);
  renameSync(`${current}.new`, current);
}

lead(makePair('first'));
const server = await startServer({
  env: { TLS_CERT: join(current, 'cert.pem'), TLS_KEY: join(current, 'key.pem') },
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

/** The server reads the files every 10 s. */
const soonerThanByItself = { timeout: 5_000, interval: 50 };
const served = () =>
  new Promise<string>((resolve, reject) => {
    const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', rejectUnauthorized: false });
    socket.once('secureConnect', () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.once('error', reject);
  });

describe('a certificate that is renewed', () => {
  it('is served without a signal, after its link was swapped', async () => {
    expect(await served()).toBe('first');
    lead(makePair('second'));
    await expect.poll(served, { timeout: 25_000, interval: 250 }).toBe('second');
  });

  it('is served at once after SIGHUP, and the server goes on', async () => {
    lead(makePair('third'));
    process.kill(server.pid, 'SIGHUP');
    await expect.poll(served, soonerThanByItself).toBe('third');
  });

  it('is logged and not used if it is invalid; the next valid one is used', async () => {
    const foreign = makePair('foreign');
    execFileSync('cp', [join(makePair('other'), 'key.pem'), join(foreign, 'key.pem')]);
    lead(foreign);
    process.kill(server.pid, 'SIGHUP');
    await expect.poll(() => server.output()).toMatch(/TLS_KEY: .* is not the key of the certificate .*goes on being/);
    expect(await served()).toBe('third');
    const cut = makePair('cut');
    writeFileSync(join(cut, 'cert.pem'), '-----BEGIN CERTIFICATE-----\nMIIB');
    lead(cut);
    process.kill(server.pid, 'SIGHUP');
    await expect.poll(() => server.output()).toMatch(/TLS_CERT: .* holds no certificate in PEM format/);
    lead(makePair('fourth'));
    process.kill(server.pid, 'SIGHUP');
    await expect.poll(served, soonerThanByItself).toBe('fourth');
  });
});
