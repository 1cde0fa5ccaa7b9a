import { randomBytes } from 'node:crypto';
import { Command, type Redis } from 'ioredis';
import { coalesce } from '../../shared/coalesce.ts';
import type { Log } from '../log.ts';
import { keys } from './keys.ts';
import { errorReplyReason, outageReason } from './outageReasons.ts';

/** An outage that no command ran into is noticed within this. */
const probeEveryMs = 2_000;
/** How soon its end is noticed. Each probe makes a new connection, so that a failover's new address is found. */
const probeWhileDownEveryMs = 500;
/** Commands that ioredis sends by itself while it connects. */
const handshake = new Set(['hello', 'auth', 'select', 'client', 'info']);
/** Commands of the compaction: a Redis may deny them, or be slow at them, and serve all others. */
const compaction = new Set(['config', 'bgrewriteaof', 'bgsave']);
/** Seldom, since a write that changes something leads to a rewrite of Redis' files. */
const renewKeyEveryMs = (keys.node.ttl / 2) * 1_000;

/** How long the registry takes to answer a write, ms, or why it cannot be used. */
export type RegistryHealth = { answerMs: number } | { why: string };
export type CircuitBreaker = {
  /** Probes Redis; while it is known to be down, answers at once. */
  health(): Promise<RegistryHealth>;
  /** Calls when Redis is back, or has been replaced by one without our data: missed writes can be made now. */
  onBack(listener: () => void): void;
  close(): void;
};

/** Sends Redis a write of our own, past the breaker. */
function createProbe(send: (command: Command) => unknown) {
  const nodeKey = keys.node.of(randomBytes(9).toString('base64url'));
  const commands = new WeakSet<Command>();
  let renewedAt = Number.NEGATIVE_INFINITY;
  let hasWritten = false;

  return {
    isProbe: (command: Command): boolean => commands.has(command),
    hasWritten: (): boolean => hasWritten,
    /** Returns whether the key that earlier probes wrote is gone, as on another, empty Redis. */
    async write(): Promise<{ answerMs: number; isKeyMissing: boolean }> {
      const startedAt = performance.now();
      const isRenewing = hasWritten && startedAt - renewedAt > renewKeyEveryMs;
      // With NX it is refused like any write, but changes nothing while our key exists.
      const command = new Command('set', [nodeKey, '1', 'EX', String(keys.node.ttl), isRenewing ? 'XX' : 'NX']);
      commands.add(command);
      send(command);
      const isWritten = (await command.promise) !== null;
      if (isWritten || isRenewing) renewedAt = startedAt;
      // A renewal of a key that is gone writes nothing: the next probe finds out.
      const isKeyMissing = hasWritten && isWritten && !isRenewing;
      hasWritten = true;
      return { answerMs: performance.now() - startedAt, isKeyMissing };
    },
  };
}

/** A transaction whose commands failed one by one counts as failed; ioredis resolves it all the same. */
function failPartialTransaction(command: Command): void {
  const { resolve } = command;
  command.resolve = (answers) => {
    const failed = Array.isArray(answers) ? answers.find((answer) => answer instanceof Error) : null;
    if (failed) command.reject(failed);
    else resolve(answers);
  };
}

/**
 * A circuit breaker around all commands to a Redis. Once Redis cannot be reached, refuses, or does not answer in time,
 * all commands fail at once, including those under way, until a probe succeeds: nobody waits for a Redis that is known
 * to be down.
 */
export function createCircuitBreaker(redis: Redis, log: Log): CircuitBreaker {
  const sendCommand = redis.sendCommand.bind(redis);
  const probe = createProbe(sendCommand);
  const inFlight = new Set<Command>();
  const listeners: (() => void)[] = [];
  let outage: { why: string; since: number } | null = null;
  /** Why Redis refuses new connections, if it says so. */
  let connectRefusal: string | null = null;
  let isReconnected = false;
  let timer: NodeJS.Timeout | undefined;

  const rejectDown = (command: Command) => {
    command.reject(new Error('Connection is closed: the registry is down'));
    return command.promise;
  };

  const startOutage = (why: string) => {
    if (outage) return;
    outage = { why, since: performance.now() };
    log.error({ why }, 'the registry is down: what is live goes on, and nothing new is written');
    for (const command of [...inFlight]) rejectDown(command);
    inFlight.clear();
    schedule();
  };

  const endOutage = (isKeyMissing: boolean) => {
    if (outage) {
      const seconds = Math.round((performance.now() - outage.since) / 100) / 10;
      log.warn({ why: outage.why, seconds }, 'the registry is back');
    }
    const isBack = outage !== null || isReconnected || isKeyMissing;
    outage = null;
    isReconnected = false;
    if (isBack) for (const listener of listeners) listener();
  };

  const check = coalesce(async (): Promise<RegistryHealth> => {
    try {
      const { answerMs, isKeyMissing } = await probe.write();
      endOutage(isKeyMissing);
      return { answerMs };
    } catch (error) {
      const why = connectRefusal ?? outageReason(error) ?? (error instanceof Error ? error.message : 'no answer');
      startOutage(why);
      if (outage) outage.why = why;
      // The address may lead to a better one by now: a demoted primary does not close its connections.
      if (redis.status === 'ready' || redis.status === 'connect') redis.disconnect(true);
      return { why };
    } finally {
      schedule();
    }
  });
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(check, outage ? probeWhileDownEveryMs : probeEveryMs);
  };

  const watchCommand = (command: Command) => {
    if (command.name === 'exec') failPartialTransaction(command);
    inFlight.add(command);
    command.promise
      .catch((error: unknown) => {
        const why = outageReason(error);
        if (why) startOutage(why);
      })
      .finally(() => inFlight.delete(command));
  };

  redis.sendCommand = (command, stream) => {
    if (handshake.has(command.name)) {
      command.promise.catch((error: unknown) => {
        if (redis.status !== 'ready') connectRefusal = errorReplyReason(error) ?? connectRefusal;
      });
    } else if (!probe.isProbe(command)) {
      if (outage) return rejectDown(command);
      if (!compaction.has(command.name) && !inFlight.has(command)) watchCommand(command);
    }
    return sendCommand(command, stream);
  };
  redis.on('ready', () => {
    connectRefusal = null;
    isReconnected = probe.hasWritten();
    void check();
  });

  return {
    health: () => (outage ? Promise.resolve({ why: outage.why }) : check()),
    onBack: (listener) => void listeners.push(listener),
    close: () => clearTimeout(timer),
  };
}
