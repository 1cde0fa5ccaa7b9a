import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
/** Ends the server with the test, however that ends. */
const endWithParent = new URL('../../scripts/endWithParent.ts', import.meta.url).href;
const plainTransports = new URL('./plain/register.ts', import.meta.url).href;
const steppedClock = new URL('./steppedClock.ts', import.meta.url).href;
/** A cold start with a private Redis takes about a second, and on a busy machine as much as half a minute. */
const readyWithinMs = 60_000;

export type RunningServer = {
  url: string;
  rtcPort: number;
  pid: number;
  dataDirectory: string;
  /** All that the process printed, errors included. */
  output(): string;
  /** Sets its wall clock ahead by this many ms. */
  setClock(aheadMs: number): Promise<void>;
  /** Ends the process with a signal and waits for its end; the data stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Stops, and removes the data. */
  close(): Promise<void>;
};

export type ServerOptions = {
  env?: Record<string, string>;
  dataDirectory?: string;
  rtcPort?: number;
  port?: number;
  /** Plain RTP instead of WebRTC, for simulated phones and viewers; `uplink`: for phones only; `both`: either kind. */
  isPlain?: boolean | 'uplinks' | 'both';
  /** The file through which `setClock` sets how far the wall clock is ahead. */
  clockFile?: string;
};

/** Log lines about refusals that the request in `shared/conversations`, or the route in `shared/restApi`, does not declare. */
export const undeclaredIn = (output: string): string[] =>
  output.split('\n').filter((line) => line.includes('undeclared refusal'));

const isFreeUdp = (port: number): Promise<boolean> => {
  const socket = createSocket('udp4');
  return new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, () => resolve(true));
  }).finally(() => socket.close());
};
const isFreeTcp = (port: number): Promise<boolean> => {
  const server = createServer();
  return new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '0.0.0.0', () => resolve(true));
  }).finally(() => server.close());
};

/** A port that is free for UDP and TCP, as is the next one, for a second worker; outside the ephemeral range. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const checks = await Promise.all([port, port + 1].flatMap((each) => [isFreeUdp(each), isFreeTcp(each)]));
    if (checks.every(Boolean)) return port;
  }
}

function firstMatch(child: ChildProcess, pattern: RegExp, heard: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`server not ready in ${readyWithinMs} ms:\n${heard()}`)),
      readyWithinMs,
    );
    const check = () => {
      const found = pattern.exec(heard())?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', check);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`server ended with ${code}:\n${heard()}`));
    });
  });
}

/** Runs the product's server as a process, on free ports of the loopback. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'polyscope-test-')));
  const rtcPort = options.rtcPort ?? (await freePort());
  const preloads = [
    endWithParent,
    ...(options.isPlain ? [plainTransports] : []),
    ...(options.clockFile ? [steppedClock] : []),
  ];
  const child = spawn(process.execPath, [...preloads.flatMap((each) => ['--import', each]), main], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(options.port ?? 0),
      WORKERS: '1',
      RTC_PORT: String(rtcPort),
      ANNOUNCED_ADDRESS: '127.0.0.1',
      DATA_DIR: dataDirectory,
      REDIS_URL: '',
      ...(options.isPlain === 'uplinks' ? { PLAIN_TRANSPORTS: 'uplink' } : {}),
      ...(options.clockFile ? { CLOCK_FILE: options.clockFile } : {}),
      ...(options.isPlain === 'both' ? { PLAIN_TRANSPORTS: 'both' } : {}),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let heard = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (heard += data));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await ended;
    const undeclared = undeclaredIn(heard);
    if (undeclared.length > 0) throw new Error(`refused with a code that is not declared:\n${undeclared.join('\n')}`);
  };
  const url = await firstMatch(child, /^polyscope ready (\S+)/m, () => heard).catch(async (error) => {
    await stop('SIGKILL');
    if (!options.dataDirectory) await rm(dataDirectory, { recursive: true, force: true });
    throw error;
  });
  return {
    url: url.replace('localhost', '127.0.0.1'),
    rtcPort,
    pid: child.pid ?? 0,
    dataDirectory,
    output: () => heard,
    async setClock(aheadMs) {
      await writeFile(options.clockFile ?? '', String(aheadMs));
      child.kill('SIGUSR2');
    },
    stop,
    async close() {
      try {
        await stop();
      } finally {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}
