import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettingsFile } from '../../scripts/settingsFile.ts';
import { BadSetting, readSettings } from '../../server/config.ts';
import { DirectoryUnusable, prepareDirectory } from '../../server/dataDirectory.ts';
import { CertificateUnusable, readCertificate } from '../../server/http/certificate.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polyscope-settings-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const fileOf = (name: string, text: string | Buffer) => {
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};

describe('settings', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ['TLS_CERT alone', { TLS_CERT: 'a.pem' }, /TLS_CERT is set, but not TLS_KEY: .* http/],
    ['TLS_KEY alone', { TLS_KEY: 'a.pem', TLS_CERT: ' ' }, /TLS_KEY is set, but not TLS_CERT: .* http/],
    ['TURN_URLS alone', { TURN_URLS: 'turn:x' }, /TURN_URLS is set, but not TURN_SECRET/],
    ['ports that end before the workers do', { RTC_PORT: '65535', WORKERS: '2' }, /RTC_PORT: .* port 65536/],
    ['a Redis by another scheme', { REDIS_URL: 'http://127.0.0.1' }, /REDIS_URL: a redis:\/\/ or rediss:\/\/ URL/],
    ['a Redis without a scheme', { REDIS_URL: '127.0.0.1:6379' }, /REDIS_URL: a redis:\/\//],
    ['an address with a port', { ANNOUNCED_ADDRESS: '192.0.2.1:80' }, /ANNOUNCED_ADDRESS: IP addresses or host names/],
    ['an address as in a link', { ANNOUNCED_ADDRESS: '[fd00::2]' }, /ANNOUNCED_ADDRESS: IP addresses or host names/],
    ...['0.0.0.0', '0', '::', '0:0::0', '::ffff:0.0.0.0', 'fe80::1%eth0', 'fe80::1', 'fd00::1%eth0', '224.0.0.1'].map(
      (address): [string, Record<string, string>, RegExp] => [
        `an address that nobody reaches (${address})`,
        { ANNOUNCED_ADDRESS: `192.0.2.1, ${address}` },
        /ANNOUNCED_ADDRESS: others cannot reach one of these/,
      ],
    ),
  ])('that cannot be used are named: %s', (_name, given, said) => {
    expect(() => readSettings(given)).toThrow(said);
    expect(() => readSettings(given)).toThrow(BadSetting);
  });

  it('lose white space around them; what is empty is unset', () => {
    const given = {
      PORT: ' 3001 ',
      HOST: '  ',
      LOG_LEVEL: 'warn\r',
      ANNOUNCED_ADDRESS: 'fd00::2, example.org ,192.0.2.1',
    };
    expect(readSettings(given).HOST).toBeUndefined();
    expect(readSettings(given)).toMatchObject({
      PORT: 3_001,
      LOG_LEVEL: 'warn',
      ANNOUNCED_ADDRESS: ['fd00::2', 'example.org', '192.0.2.1'],
    });
  });

  it('are read from a file as people write them; the environment goes first', () => {
    const text = [
      '\uFEFFPORT="3001"',
      "HOST='0.0.0.0'",
      'export RTC_PORT=44500',
      'LOG_LEVEL = warn # quiet',
      '# DATA_DIR=no',
      '',
      'TOKEN_SECRET="with # and = in it"',
      'WORKERS=1',
    ].join('\r\n');
    const environment: NodeJS.ProcessEnv = { WORKERS: '2' };
    readSettingsFile(fileOf('env', text), environment);
    expect(environment).toEqual({
      PORT: '3001',
      HOST: '0.0.0.0',
      RTC_PORT: '44500',
      LOG_LEVEL: 'warn',
      TOKEN_SECRET: 'with # and = in it',
      WORKERS: '2',
    });
    readSettingsFile(join(scratch, 'none'), environment);
    expect(() => readSettingsFile(scratch, environment)).toThrow(/cannot be read \(EISDIR\)/);
  });
});

describe('a certificate', () => {
  const pairOf = (name: string) => {
    const [certificateFile, keyFile] = [join(scratch, `${name}.cert`), join(scratch, `${name}.key`)];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const files = ['-keyout', keyFile, '-out', certificateFile];
    execFileSync('openssl', ['req', '-x509', ...curve, '-nodes', '-subj', '/CN=x', ...files], { stdio: 'ignore' });
    return { certificateFile, keyFile };
  };

  it('that cannot be served is named, with its setting', () => {
    const [one, other] = [pairOf('one'), pairOf('other')];
    expect(readCertificate(one).cert).toContain('BEGIN CERTIFICATE');
    const text = fileOf('text', 'no certificate');
    const tries: [Partial<typeof one>, RegExp][] = [
      [{ certificateFile: '/nowhere' }, /TLS_CERT: \/nowhere cannot be read: there is no such file/],
      [{ keyFile: '/nowhere' }, /TLS_KEY: \/nowhere cannot be read: there is no such file/],
      [{ certificateFile: scratch }, /TLS_CERT: .* cannot be read: EISDIR/],
      [{ certificateFile: text }, /TLS_CERT: .*text holds no certificate in PEM format/],
      [{ keyFile: text }, /TLS_KEY: .*text holds no private key/],
      [{ keyFile: other.keyFile }, /TLS_KEY: .*other\.key is not the key of the certificate in .*one\.cert/],
    ];
    for (const [wrong, said] of tries) {
      expect(() => readCertificate({ ...one, ...wrong })).toThrow(said);
      expect(() => readCertificate({ ...one, ...wrong })).toThrow(CertificateUnusable);
    }
  });
});

describe('DATA_DIR', () => {
  it('is made, with all above it', () => {
    prepareDirectory(join(scratch, 'some', 'where'));
    expect(readdirSync(join(scratch, 'some'))).toEqual(['where']);
  });

  it('that cannot be used is named, with what to do', () => {
    const file = fileOf('file', '');
    expect(() => prepareDirectory(file)).toThrow(`DATA_DIR ${file} is a file, or stands in one`);
    expect(() => prepareDirectory(join(file, 'below'))).toThrow(/is a file, or stands in one/);
    expect(() => prepareDirectory('/proc/polyscope')).toThrow(/DATA_DIR \/proc\/polyscope cannot be made/);
    expect(() => prepareDirectory('/proc/polyscope')).toThrow(DirectoryUnusable);
  });

  // Root may write everywhere, and is the only one that can be somebody else for a moment.
  it.runIf(process.getuid?.() === 0)('of another user is named, with both users', () => {
    const theirs = mkdtempSync(join(tmpdir(), 'polyscope-theirs-'));
    process.seteuid?.(65_534);
    try {
      expect(() => prepareDirectory(theirs)).toThrow(
        /cannot be written: it belongs to user 0, the server runs as user/,
      );
    } finally {
      process.seteuid?.(0);
      rmSync(theirs, { recursive: true });
    }
  });
});
