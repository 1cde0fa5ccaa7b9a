import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Log } from '../log.ts';

/** Polled: file watchers miss swapped links and network disks, and two small files cost nothing. */
const readEveryMs = 10_000;

export type CertificateFiles = { certificateFile: string; keyFile: string };
export type Certificate = { cert: string; key: string };

/** The two files cannot be served; the message is for the operator. */
export class CertificateUnusable extends Error {}

function read(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'this user may not read it' : code;
    throw new CertificateUnusable(`${setting}: ${file} cannot be read: ${why}.`);
  }
}

function parse<T>(setting: string, file: string, what: string, parsed: () => T): T {
  try {
    return parsed();
  } catch {
    throw new CertificateUnusable(`${setting}: ${file} holds no ${what} in PEM format.`);
  }
}

/** Both files, checked to belong together. */
export function readCertificate({ certificateFile, keyFile }: CertificateFiles): Certificate {
  const [cert, key] = [read('TLS_CERT', certificateFile), read('TLS_KEY', keyFile)];
  const certificate = parse('TLS_CERT', certificateFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parse('TLS_KEY', keyFile, 'private key without a password', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new CertificateUnusable(`TLS_KEY: ${keyFile} is not the key of the certificate in ${certificateFile}.`);
  parse('TLS_CERT', certificateFile, 'usable chain of certificates', () => createSecureContext({ cert, key }));
  return { cert, key };
}

export type RenewedCertificate = { refresh(): void; close(): void };

/** Serves new files when they appear; if they are invalid, the last good pair stays. */
export function keepCertificate(server: Server, files: CertificateFiles, log: Log): RenewedCertificate {
  let served = '';
  let refused = '';
  const refresh = () => {
    try {
      const { cert, key } = readCertificate(files);
      refused = '';
      if (cert + key === served) return;
      if (served)
        log.warn({ until: new X509Certificate(cert).validTo }, 'the TLS certificate was renewed, and is served');
      served = cert + key;
      server.setSecureContext({ cert, key });
    } catch (error) {
      const { message } = error as Error;
      if (message !== refused) log.error(`${message} The certificate from before goes on being served.`);
      refused = message;
    }
  };
  refresh();
  const timer = setInterval(refresh, readEveryMs).unref();
  return { refresh, close: () => clearInterval(timer) };
}
