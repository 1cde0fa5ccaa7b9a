import { request as httpRequest } from 'node:http';
import type { Redis } from 'ioredis';
import { keepRetention } from '../../server/events/retention.ts';
import { createLog } from '../../server/log.ts';
import { createEventStore } from '../../server/registry/eventStore.ts';
import { createPersonalData } from '../../server/registry/personalData.ts';
import { createReadStored } from '../../server/registry/stored.ts';
import type { Role } from '../../shared/domain.ts';
import { isAction, mayDo, rights } from '../../shared/rights.ts';
import { type Answer, protocolVersion } from '../../shared/wire.ts';
import { noteRefusal } from '../support/refusalsSeen.ts';
import { type RunningServer, startServer, undeclaredIn } from '../support/server.ts';
import { openSocket } from '../support/socket.ts';
import { type Input, inputsFor } from './inputs.ts';
import { createReadBack, type ReadBack } from './readBack.ts';
import { type Actor, openScene, type Scene, tokenSecret } from './scene.ts';
import { actOnSpoilt, spoilRecords } from './spoil.ts';

/** More than any answer takes on a busy machine, ms. */
const answeredWithinMs = 20_000;
const atOnce = 25;
const perRound = 500;
/** A second server is started on the stored data after this many steps. */
const startEvery = 20;
/** Log line of a failed sweep. */
const failedStep = 'a step of the rules failed';

export type Verdict = {
  inputs: Record<Input['is'], number>;
  /** How often each code, or `ok`, was answered. */
  answers: Record<string, number>;
  crashes: string[];
  unanswered: string[];
  rightsGained: string[];
  /** Accepted or spoilt data that could not be read back. */
  unreadable: string[];
  /** Replies that were read back, and records that were spoilt by hand. */
  readBack: number;
  spoilt: number;
  workerDeaths: number;
};
type Found = { is: 'crashes' | 'unanswered' | 'rightsGained'; what: string };

const briefly = (value: unknown) => JSON.stringify(value)?.slice(0, 600) ?? String(value);

/** Whether a text contains what only moderators may get. */
const hasCanary = ({ canary }: Scene, text: string) => canary.texts.find((each) => text.includes(each));

async function tellMessage(
  scene: Scene,
  input: Input & { is: 'message' },
): Promise<[code: string, found: Found | null]> {
  const actor = scene.actors[input.by] as Actor;
  const { socket } = actor.raw;
  if (!socket.connected) return ['gone', null];
  if (!input.hasAnswer) {
    socket.emit(input.name, ...input.asked);
    return ['unacknowledged', null];
  }
  let answer: Answer<unknown>;
  try {
    answer = await socket.timeout(answeredWithinMs).emitWithAck(input.name, ...input.asked);
  } catch {
    // A socket that was closed, by a rotated link or a removed camera, gets no answers.
    return socket.connected ? ['none', { is: 'unanswered', what: briefly(input) }] : ['gone', null];
  }
  if (!answer.ok) {
    noteRefusal(input.name, answer.refusal.code);
    const isDefect = answer.refusal.code === 'defect';
    return [answer.refusal.code, isDefect ? { is: 'crashes', what: briefly([answer, input]) } : null];
  }
  const { name } = input;
  const needs = isAction(name) ? rights[name].needs : undefined;
  const isForbidden = !isAction(name) || !mayDo(actor.role, name) || (needs && !actor.rights.includes(needs));
  return ['ok', isForbidden ? { is: 'rightsGained', what: briefly([actor.role, input]) } : null];
}

async function tellHandshake(
  url: string,
  scene: Scene,
  { role, auth, headers }: Input & { is: 'handshake' },
): Promise<[string, Found | null]> {
  const timer = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error('unanswered')), answeredWithinMs).unref(),
  );
  const connecting = openSocket(url, role as Role, auth, headers);
  try {
    const raw = await Promise.race([connecting, timer]);
    const isGain = role === 'moderator' && (auth as { event?: unknown }).event === scene.events.other.event.id;
    raw.close();
    return ['connected', isGain ? { is: 'rightsGained', what: briefly([role, auth]) } : null];
  } catch (error) {
    if (error instanceof Error && error.message === 'unanswered')
      return ['none', { is: 'unanswered', what: briefly([role, auth]) }];
    const { code } = error as { code?: string };
    return [code ?? 'refused', code === 'defect' ? { is: 'crashes', what: briefly([role, auth]) } : null];
  }
}

/** A frame may be answered by anything, or close the connection; the server must survive. */
function tellFrame(url: string, { text }: Input & { is: 'frame' }): Promise<[string, null]> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const done = () => {
      socket.close();
      resolve(['frame', null]);
    };
    socket.onopen = () => {
      socket.send(`40/viewer,${JSON.stringify({ event: 'tonight', protocol: protocolVersion })}`);
      socket.send(text);
      setTimeout(done, 20);
    };
    socket.onerror = done;
    socket.onclose = done;
  });
}

function tellRequest(
  url: string,
  scene: Scene,
  input: Input & { is: 'request' },
  opened: (text: string) => void,
): Promise<[string, Found | null]> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const { method, path, headers, body } = input;
    const asking = httpRequest({ hostname, port, method, path, headers, timeout: answeredWithinMs }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (data) => (text += data));
      reply.on('end', () => {
        const isLog = method === 'GET' && path.includes(`${scene.events.other.event.id}/log`);
        const isGain = isLog && reply.statusCode === 200;
        const canary = path.startsWith('/metrics') ? undefined : hasCanary(scene, text);
        if (reply.statusCode === 500) resolve(['defect', { is: 'crashes', what: briefly([input, text]) }]);
        else {
          if (method === 'POST' && reply.statusCode === 200) opened(text);
          resolve([
            `${reply.statusCode}`,
            isGain || canary ? { is: 'rightsGained', what: briefly([canary, input]) } : null,
          ]);
        }
      });
    });
    asking.on('timeout', () => asking.destroy(new Error('timeout')));
    asking.on('error', (error) => {
      const isUnanswered = error.message === 'timeout';
      resolve(['error', isUnanswered ? { is: 'unanswered', what: briefly(input) } : null]);
    });
    asking.end(body);
  });
}

const tell = (url: string, scene: Scene, input: Input, readBack: ReadBack): Promise<[string, Found | null]> => {
  if (input.is === 'message') return tellMessage(scene, input);
  if (input.is === 'handshake') return tellHandshake(url, scene, input);
  if (input.is === 'frame') return tellFrame(url, input);
  return tellRequest(url, scene, input, (text) => readBack.noteOpened(JSON.parse(text).event?.id));
};

/** Checks notices: actors without rights must not get moderators' data. */
function overheard(scene: Scene): string[] {
  const low = scene.actors.filter(({ role, event }) => role !== 'moderator' && event === scene.events.open.event.id);
  const heard = low.filter(({ role }) => role === 'viewer').flatMap((actor) => actor.heard.splice(0));
  return heard.filter((text) => hasCanary(scene, text)).map((text) => text.slice(0, 300));
}

async function playRound(
  server: RunningServer,
  redis: Redis,
  count: number,
  seed: number,
  verdict: Verdict,
): Promise<void> {
  const scene = await openScene(server.url);
  const readBack = createReadBack(server.url, redis, scene);
  const note = (faults: string[]) => verdict.unreadable.push(...faults.map((fault) => `seed ${seed}: ${fault}`));
  const before = await scene.untouched();
  const inputs = inputsFor(scene, count, seed);
  for (let from = 0; from < inputs.length; from += atOnce) {
    const batch = inputs.slice(from, from + atOnce);
    const outcomes = await Promise.all(batch.map((input) => tell(server.url, scene, input, readBack)));
    for (const [index, [code, found]] of outcomes.entries()) {
      verdict.answers[code] = (verdict.answers[code] ?? 0) + 1;
      if (code !== 'gone') verdict.inputs[batch[index]?.is ?? 'message'] += 1;
      if (found) verdict[found.is].push(`seed ${seed}: ${found.what}`);
    }
    if (outcomes.some(([code]) => code === 'ok' || code === '200')) note(await readBack.all());
  }
  verdict.rightsGained.push(...overheard(scene));
  if ((await scene.untouched()) !== before)
    verdict.rightsGained.push(`seed ${seed}: an event was changed from outside`);

  for (const event of readBack.events()) verdict.spoilt += await spoilRecords(redis, event, seed);
  note(await readBack.all(true));
  for (const { event } of Object.values(scene.events)) note(await actOnSpoilt(readBack, event.id, scene.known));
  note(await readBack.all(true));
  note(await sweepAll(redis));
  verdict.readBack += readBack.count();
  readBack.close();
  scene.close();
}

/** Sweeps personal data, as a server does. */
async function sweepAll(redis: Redis): Promise<string[]> {
  const readStored = createReadStored(createLog('silent'));
  const wallNow = () => Date.now();
  const retention = keepRetention({
    events: createEventStore(redis, wallNow, readStored),
    personalData: createPersonalData(redis, readStored),
    wallNow,
    isWallClockReliable: () => true,
    retentionMs: 86_400_000,
    onDefect: () => undefined,
  });
  retention.close();
  return retention.sweep().then(
    () => [],
    (error) => [`sweep: ${error}`],
  );
}

/** Starts another server on the same data, and reads its list. */
async function startAnother(redis: Redis): Promise<string[]> {
  const { host, port } = redis.options;
  try {
    const shared = { REDIS_URL: `redis://${host}:${port}`, TOKEN_SECRET: tokenSecret, RATE_SCALE: '100000' };
    const other = await startServer({ env: shared });
    const { status } = await fetch(`${other.url}/api/events`);
    await other.close();
    return status === 200 ? [] : [`list of a second server: ${status}`];
  } catch (error) {
    return [`start of a second server: ${error}`];
  }
}

/** Generated and spoilt inputs against a running server, in every role, signed and unsigned; repeatable by seed. */
export async function fuzz(
  server: RunningServer,
  redis: Redis,
  count: number,
  seed: number,
  onProgress: (done: number) => void,
): Promise<Verdict> {
  const inputs = { message: 0, handshake: 0, frame: 0, request: 0 };
  const found = { crashes: [], unanswered: [], rightsGained: [], unreadable: [] };
  const verdict: Verdict = { inputs, answers: {}, ...found, readBack: 0, spoilt: 0, workerDeaths: 0 };
  // Inputs for closed sockets were not counted.
  const done = () => Object.values(inputs).reduce((sum, each) => sum + each, 0);
  for (let round = 0; done() < count; round += 1) {
    await playRound(server, redis, Math.min(perRound, count - done()), seed + round, verdict);
    if (round % startEvery === 0) verdict.unreadable.push(...(await startAnother(redis)));
    onProgress(done());
  }
  const isAlive = await fetch(`${server.url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!isAlive) verdict.crashes.push('the server is not ready at the end');
  const failed = server
    .output()
    .split('\n')
    .filter((line) => line.includes(failedStep));
  verdict.crashes.push(...failed.map((line) => line.slice(0, 600)));
  verdict.crashes.push(...undeclaredIn(server.output()));
  verdict.workerDeaths = server.output().split('a media worker died').length - 1;
  return verdict;
}
