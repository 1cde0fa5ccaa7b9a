import { randomBytes } from 'node:crypto';
import { Command, type Redis } from 'ioredis';
import type { Log } from '../log.ts';
import { keys } from './keys.ts';
import { outageIn, refusalIn } from './outages.ts';

/** An outage that nobody ran into is noticed within this. */
const probeEveryMs = 2_000;
/** How soon its end is noticed; a new connection is made each time, so that a failover's new address is found. */
const probeWhileDownEveryMs = 500;
/** What ioredis sends by itself while a connection is being made. */
const handshake = new Set(['hello', 'auth', 'select', 'client', 'info']);
/** Care for its files (see compaction), which a Redis may deny or be slow at, and serve all the same. */
const upkeep = new Set(['config', 'bgrewriteaof', 'bgsave']);
/** So seldom is our mark renewed: a write that changes something has Redis' files rewritten. */
const renewMarkEveryMs = (keys.node.ttl / 2) * 1_000;

/** How the registry is: how long it takes to answer a write, ms, or why it cannot be used. */
export type Health = { answerMs: number } | { why: string };
export type Guard = {
  health(): Promise<Health>;
  /** It was away, or another one is there now: what it was not told, or has lost, can be written. */
  onBack(listener: () => void): void;
  close(): void;
};

/**
 * Watches all that is asked of a Redis. Once it cannot be reached, refuses, or does not answer in time, all commands,
 * also those under way, fail at once until a write of our own succeeds: nobody waits for what is known to be down.
 */
export function guard(redis: Redis, log: Log): Guard {
  const send = redis.sendCommand.bind(redis);
  const mark = keys.node.of(randomBytes(9).toString('base64url'));
  const waiting = new Set<Command>();
  const probes = new WeakSet<Command>();
  const listeners: (() => void)[] = [];
  let outage: { why: string; since: number } | null = null;
  /** Why no connection can be made, where Redis says so to whoever connects. */
  let turnedAway: string | null = null;
  let hasWritten = false;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let isReconnected = false;
  let probing: Promise<Health> | null = null;

  const refuse = (command: Command) => {
    command.reject(new Error('Connection is closed: the registry is down'));
    return command.promise;
  };

  const begin = (why: string) => {
    if (outage) return;
    outage = { why, since: performance.now() };
    log.error({ why }, 'the registry is down: what is live goes on, and nothing new is written');
    for (const command of [...waiting]) refuse(command);
    waiting.clear();
    schedule();
  };

  const end = (isEmpty: boolean) => {
    if (outage) {
      const seconds = Math.round((performance.now() - outage.since) / 100) / 10;
      log.warn({ why: outage.why, seconds }, 'the registry is back');
    }
    const isBack = outage !== null || isReconnected || (isEmpty && hasWritten);
    outage = null;
    isReconnected = false;
    hasWritten = true;
    if (isBack) for (const tell of listeners) tell();
  };

  const write = async (): Promise<Health> => {
    const askedAt = performance.now();
    const isRenewing = hasWritten && askedAt - renewedAt > renewMarkEveryMs;
    // With NX it is refused like any write, and changes nothing as long as our mark is there.
    const command = new Command('set', [mark, '1', 'EX', String(keys.node.ttl), isRenewing ? 'XX' : 'NX']);
    // Past ourselves: this one alone is let through while all others are refused.
    probes.add(command);
    try {
      send(command);
      const isWritten = (await command.promise) !== null;
      if (isWritten || isRenewing) renewedAt = askedAt;
      // Where there was none to renew, the next one finds that it is gone.
      end(isWritten && !isRenewing);
      return { answerMs: performance.now() - askedAt };
    } catch (error) {
      const why = turnedAway ?? outageIn(error) ?? (error instanceof Error ? error.message : 'no answer');
      begin(why);
      if (outage) outage.why = why;
      // Whatever stands there now, the address may lead to a better one: a demoted primary closes no connection.
      if (redis.status === 'ready' || redis.status === 'connect') redis.disconnect(true);
      return { why };
    }
  };
  const probe = (): Promise<Health> => {
    probing ??= write().finally(() => {
      probing = null;
      schedule();
    });
    return probing;
  };
  let timer: NodeJS.Timeout | undefined;
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(probe, outage ? probeWhileDownEveryMs : probeEveryMs);
  };

  const watch = (command: Command) => {
    // A transaction's commands may fail one by one, which ioredis does not throw: half of it is a failure.
    const { resolve } = command;
    if (command.name === 'exec') {
      command.resolve = (answers) => {
        const failed = Array.isArray(answers) ? answers.find((answer) => answer instanceof Error) : null;
        if (failed) command.reject(failed);
        else resolve(answers);
      };
    }
    waiting.add(command);
    command.promise
      .catch((error: unknown) => {
        const why = outageIn(error);
        if (why) begin(why);
      })
      .finally(() => waiting.delete(command));
  };

  redis.sendCommand = (command, stream) => {
    if (handshake.has(command.name)) {
      command.promise.catch((error: unknown) => {
        if (redis.status !== 'ready') turnedAway = refusalIn(error) ?? turnedAway;
      });
    } else if (!probes.has(command)) {
      if (outage) return refuse(command);
      if (!upkeep.has(command.name) && !waiting.has(command)) watch(command);
    }
    return send(command, stream);
  };
  redis.on('ready', () => {
    turnedAway = null;
    isReconnected = hasWritten;
    void probe();
  });

  return {
    // What is known to be down is not waited for.
    health: () => (outage ? Promise.resolve({ why: outage.why }) : probe()),
    onBack: (listener) => void listeners.push(listener),
    close: () => clearTimeout(timer),
  };
}
