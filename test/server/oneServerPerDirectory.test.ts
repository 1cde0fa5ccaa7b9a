import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processesAt, redisOf } from '../support/processes.ts';
import { createRig } from '../support/rig.ts';
import { freePort, startServer } from '../support/server.ts';

const port = await freePort();
const rig = await createRig({ port });
const { event } = await rig.openEvent({ title: 'Whole' });
const { pid, dataDirectory, rtcPort } = rig.server;

const isWhole = async () => {
  expect((await rig.http(`/api/events/${event.id}`)).body).toMatchObject({ event: { title: 'Whole' } });
  // One Redis and its guard.
  expect(processesAt(redisOf(pid).socketPath).filter(({ name }) => name.startsWith('redis'))).toHaveLength(1);
  expect(processesAt(`--dir ${dataDirectory}`).filter(({ name }) => name.startsWith('redis'))).toHaveLength(0);
};

// Each starts several servers, which takes long on a busy machine.
describe('a second server', { timeout: 90_000 }, () => {
  it('in the same directory fails with the name of its owner', async () => {
    const said = await startServer({ dataDirectory }).then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(said).toMatch(new RegExp(`DATA_DIR ${dataDirectory} is in use by another Polyscope \\(process ${pid} on`));
    expect(said).not.toMatch(/\n\s+at /);
    await isWhole();
  });

  it('with the same command, and with the same ports in a directory of its own, starts no Redis', async () => {
    await expect(startServer({ dataDirectory, port, rtcPort })).rejects.toThrow('is in use by another Polyscope');
    await expect(startServer({ port })).rejects.toThrow(`Port ${port} is taken`);
    await expect(startServer({ rtcPort })).rejects.toThrow(`port ${rtcPort} for media cannot be opened`);
    await isWhole();
  });

  it('starts if the first was killed and left its lock file', async () => {
    await rig.server.stop('SIGKILL');
    expect(readFileSync(join(dataDirectory, 'lock.holder'), 'utf8')).toContain(`process ${pid} `);
    const next = await startServer({ dataDirectory, port, rtcPort });
    const reply = await (await fetch(`${next.url}/api/events/${event.id}`)).json();
    expect(reply).toMatchObject({ event: { title: 'Whole' } });
    await next.stop();
  });
});
