import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { runQuietly } from './command.ts';
import { Problem } from './problem.ts';
import { providePrograms } from './programs.ts';

/** Browsers refuse certificates that are valid for much longer than a year. */
const validDays = 397;
const renewBeforeMs = 30 * 24 * 3_600_000;

/** Every name and address of this machine, link-local ones aside. */
function ownNames(): { dns: string[]; ip: string[] } {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const isLinkLocal = (address: string) => /^fe[89ab]/i.test(address);
  const ip = addresses.map(({ address }) => address).filter((address) => !isLinkLocal(address));
  return {
    dns: [...new Set(['localhost', hostname(), `${hostname().split('.')[0]}.local`])],
    ip: [...new Set(ip)].sort(),
  };
}

function isCurrent(certificateFile: string, keyFile: string): boolean {
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return false;
  const certificate = new X509Certificate(readFileSync(certificateFile));
  const { dns, ip } = ownNames();
  return (
    certificate.validToDate.getTime() - Date.now() > renewBeforeMs &&
    dns.every((name) => certificate.checkHost(name)) &&
    ip.every((address) => certificate.checkIP(address))
  );
}

/** One openssl command; a library for it would bring some twenty packages. */
async function createCertificate(certificateFile: string, keyFile: string): Promise<void> {
  const [openssl = 'openssl'] = await providePrograms(['openssl']);
  const { dns, ip } = ownNames();
  const names = [...dns.map((name) => `DNS:${name}`), ...ip.map((address) => `IP:${address}`)].join(',');
  const { code, output } = await runQuietly(openssl, [
    ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=Polyscope'.split(' '),
    ...['-days', String(validDays), '-keyout', keyFile, '-out', certificateFile],
    ...['-addext', `subjectAltName=${names}`, '-addext', 'extendedKeyUsage=serverAuth'],
  ]);
  if (code !== 0)
    throw new Problem(
      `${output.trim()}\nopenssl could not make a certificate: set TLS_CERT and TLS_KEY to one of yours.`,
    );
  chmodSync(keyFile, 0o600);
}

/** Settings for https: none if TLS_CERT and TLS_KEY are set, otherwise a self-signed certificate kept in DATA_DIR. */
export async function provideCertificate(): Promise<NodeJS.ProcessEnv> {
  // The server complains about one without the other.
  if (process.env.TLS_CERT?.trim() || process.env.TLS_KEY?.trim()) return {};
  const directory = resolve(process.env.DATA_DIR || 'data', 'tls');
  const certificateFile = join(directory, 'certificate.pem');
  const keyFile = join(directory, 'key.pem');
  if (!isCurrent(certificateFile, keyFile)) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    await createCertificate(certificateFile, keyFile);
  }
  console.log('Serving https with a certificate of our own: each browser warns once; choose to go on.');
  return { TLS_CERT: certificateFile, TLS_KEY: keyFile };
}
