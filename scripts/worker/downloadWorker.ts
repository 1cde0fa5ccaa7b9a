import { join } from 'node:path';
import { runQuietly } from '../command.ts';
import { root } from '../places.ts';

const mediasoup = join(root, 'node_modules', 'mediasoup');
/** The binary is a few MB; a download that takes longer may never end, and building does. */
const downloadWithinMs = 15_000;

/** Where mediasoup's install script puts the worker, and where mediasoup expects it. */
export const downloadedWorker = join(mediasoup, 'worker', 'out', 'Release', 'mediasoup-worker');

/** Lets mediasoup's install script download its prebuilt worker. Fails silently. */
export async function downloadWorker(): Promise<void> {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return;
  // Without Python the script gives up instead of building the worker, for which it would download more.
  const env = { ...process.env, PYTHON: 'false' };
  await runQuietly(process.execPath, ['npm-scripts.mjs', 'postinstall'], {
    cwd: mediasoup,
    env,
    timeoutMs: downloadWithinMs,
  });
}
