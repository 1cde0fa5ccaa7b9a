import { buildClient } from './client.ts';
import { exitWith } from './problem.ts';
import { setUp } from './setup.ts';

// All that `npm start` does before it starts the server, for an image.
try {
  const { MEDIASOUP_WORKER_BIN } = await setUp();
  await buildClient();
  console.log(`Ready to start, with the media worker ${MEDIASOUP_WORKER_BIN}.`);
} catch (error) {
  exitWith(error);
}
