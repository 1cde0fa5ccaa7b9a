import { join } from 'node:path';
import { runQuietly } from '../command.ts';
import { root } from '../places.ts';

const mediasoup = join(root, 'node_modules', 'mediasoup');
/** The binary is a few MB; where it has not come by then, building is the surer way. */
const downloadWithinMs = 15_000;

/** Where mediasoup's own install step puts the worker, and where mediasoup looks for it. */
export const downloadedWorker = join(mediasoup, 'worker', 'out', 'Release', 'mediasoup-worker');

/** Lets mediasoup's own install step fetch its prebuilt worker. Says nothing if there is none to be had. */
export async function downloadWorker(): Promise<void> {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return;
  // Without a Python the step ends where it would go on to build by its own means, which download yet more.
  const env = { ...process.env, PYTHON: 'false' };
  await runQuietly(process.execPath, ['npm-scripts.mjs', 'postinstall'], {
    cwd: mediasoup,
    env,
    timeoutMs: downloadWithinMs,
  });
}
