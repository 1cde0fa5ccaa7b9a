import { providePackages } from './packages.ts';
import { type ProgramName, providePrograms } from './programs.ts';
import { provideWorker } from './worker/provideWorker.ts';

/** Provides all that the server needs; quick when it is there already. Returns the environment with their paths. */
export async function setUp(): Promise<NodeJS.ProcessEnv> {
  await providePackages();
  if (!process.env.REDIS_URL) await providePrograms(['redis']);
  return { MEDIASOUP_WORKER_BIN: await provideWorker() };
}

/** The same for tests and measurements, which also start browsers and relays. */
export async function setUpForTests(): Promise<NodeJS.ProcessEnv> {
  const given = process.env.CHROMIUM_BIN;
  await providePackages();
  const names: ProgramName[] = ['redis', 'ffmpeg', 'coturn', 'openssl'];
  const [, , , , chromium] = await providePrograms(given ? names : [...names, 'chromium']);
  return { MEDIASOUP_WORKER_BIN: await provideWorker(), CHROMIUM_BIN: given || chromium };
}
