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
  const { CHROMIUM_BIN, FIREFOX_BIN } = process.env;
  await providePackages();
  await providePrograms(['redis', 'ffmpeg', 'coturn', 'openssl']);
  const browsers: ProgramName[] = [
    ...(CHROMIUM_BIN ? [] : ['chromium' as const]),
    ...(FIREFOX_BIN ? [] : ['firefox' as const]),
  ];
  const paths = await providePrograms(browsers);
  const pathOf = (name: ProgramName) => paths[browsers.indexOf(name)];
  return {
    MEDIASOUP_WORKER_BIN: await provideWorker(),
    CHROMIUM_BIN: CHROMIUM_BIN || pathOf('chromium'),
    FIREFOX_BIN: FIREFOX_BIN || pathOf('firefox'),
  };
}
