import { isFinal, type RefusalNotice } from '../../shared/refusals.ts';
import { createSerialQueue } from '../../shared/serialQueue.ts';
import { createValue, type Value } from '../value.ts';
import type { ConnectionState } from './conversation.ts';
import { noticeIn } from './refused.ts';
import { createRetry } from './retry.ts';

type Transport = { state: Value<RTCPeerConnectionState>; close(): void };

type Parts<T extends Transport> = {
  conversation: { state: Value<ConnectionState>; refusal: Value<RefusalNotice | null>; probe(): void };
  /** An ICE restart that works does so within a few round trips; after this a new transport is quicker. */
  iceRestartWithinMs: number;
  /** False while nothing is to be kept up; queued steps are skipped then. */
  isWanted(): boolean;
  /** Asks for a new transport. Once the server has answered, calls `release`, opens it and hands it to `use`. */
  open(): Promise<void>;
  /** Restarts ICE; false if the server no longer has this transport. */
  restartIce(transport: T): Promise<boolean>;
  /** The device woke up or has another network. */
  onWake(): void;
  /** The transport was replaced, its state has changed, or a step failed and the old transport stays in use. */
  onTransport?(): void;
  /** Called when a step gets a final refusal. If absent, a new transport is opened, and only a refusal of that is final. */
  onFinal?(notice: RefusalNotice): void;
};

/** A session's one transport, and how it is restored. */
export type Upkeep<T extends Transport> = {
  /** The transport in use. */
  transport(): T | null;
  /** The last refusal while another attempt is scheduled. */
  waitingFor: Value<RefusalNotice | null>;
  /** Runs a step after all earlier ones; a failure leads to a new transport, after a back-off. */
  enqueue(step: () => Promise<void>): void;
  /** Opens a new transport. */
  reopen(): void;
  /** Restarts ICE on the transport in use; opens a new one if there is none. */
  resume(): void;
  /** Probes the connection and makes a scheduled attempt now; false if connected with nothing scheduled. */
  tryNow(): boolean;
  /** Handles an error like one of a step. */
  fail(fault: unknown): void;
  /** Everything is in place again: cancels the scheduled attempt. */
  recovered(): void;
  /** Closes the transport in use: the server has granted another one, or taken this one away. */
  release(): void;
  /** Uses a transport from now on; closes it and returns false if it came too late. */
  use(transport: T): boolean;
  /** Closes the transport and tries nothing, until the next `reopen` or `resume`. */
  stop(): void;
  close(): void;
};

/** A page that comes into view again within this has not slept; some phones hide and show a page ten times a second. */
const viewEveryMs = 1_000;

/** Calls when the browser is back online, and when the page comes into view, as after sleep; returns its stop. */
function onWakeUp(listener: () => void): () => void {
  let viewedAt = Number.NEGATIVE_INFINITY;
  const wake = () => {
    if (document.visibilityState !== 'hidden') listener();
  };
  const view = () => {
    if (document.visibilityState === 'hidden' || performance.now() - viewedAt < viewEveryMs) return;
    viewedAt = performance.now();
    wake();
  };
  window.addEventListener('online', wake);
  document.addEventListener('visibilitychange', view);
  return () => {
    window.removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', view);
  };
}

/** The transport in use, and the ICE restart that is tried before a new one is opened. */
function keepTransport<T extends Transport>(
  { iceRestartWithinMs, onTransport }: Pick<Parts<T>, 'iceRestartWithinMs' | 'onTransport'>,
  enqueueIceRestart: (isStillLost: () => boolean) => void,
  reopen: () => void,
) {
  let transport: T | null = null;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const restartIceIfLost = (mine = transport) => {
    const state = mine?.state.get();
    if (!mine || mine !== transport || (state !== 'disconnected' && state !== 'failed')) return;
    const isStillLost = () => mine === transport && mine.state.get() !== 'connected';
    clearTimeout(deadline);
    deadline = setTimeout(() => isStillLost() && reopen(), iceRestartWithinMs);
    enqueueIceRestart(isStillLost);
  };
  return {
    get: () => transport,
    restartIceIfLost,
    cancelDeadline: () => clearTimeout(deadline),
    release() {
      const old = transport;
      transport = null;
      old?.close();
      onTransport?.();
    },
    use(next: T) {
      transport = next;
      next.state.follow(() => {
        onTransport?.();
        restartIceIfLost(next);
      });
    },
  };
}

/**
 * Keeps one transport up through all faults. A transport that is cut gets an ICE restart, then a new one; whatever else
 * fails leads to a new one, after a back-off. While the socket is down nothing is tried: the next connection begins anew.
 */
export function keepUp<T extends Transport>(parts: Parts<T>): Upkeep<T> {
  const { conversation, isWanted, onFinal } = parts;
  const waitingFor = createValue<RefusalNotice | null>(null);
  // One step at a time: otherwise a new transport could be opened while a step still works on the old one.
  const queue = createSerialQueue();
  let isClosed = false;

  const isConnected = () => conversation.state.get() === 'connected';
  const isIdle = () => isClosed || !isWanted();

  const fail = (fault: unknown) => {
    if (isIdle()) return;
    const notice = noticeIn(fault);
    if (notice && onFinal && isFinal(notice.code)) return onFinal(notice);
    if (!isConnected()) return;
    waitingFor.set(notice);
    retry.later(notice?.code);
    parts.onTransport?.();
  };
  const enqueue = (step: () => Promise<void>) => void queue(() => (isIdle() ? Promise.resolve() : step())).catch(fail);

  const cancel = () => {
    transport.cancelDeadline();
    retry.stop();
  };
  const openNow = async () => {
    cancel();
    await parts.open();
    retry.worked();
  };
  const resumeNow = async () => {
    const mine = transport.get();
    if (!mine || mine.state.get() === 'closed' || !(await parts.restartIce(mine))) await openNow();
  };
  const reopen = () => enqueue(openNow);
  const retry = createRetry(() => isConnected() && reopen());
  const enqueueIceRestart = (isStillLost: () => boolean) =>
    enqueue(async () => (isStillLost() ? resumeNow() : undefined));
  const transport = keepTransport<T>(parts, enqueueIceRestart, reopen);

  const stopRefusals = conversation.refusal.follow(() => waitingFor.set(conversation.refusal.get()));
  const stopWaking = onWakeUp(() => {
    retry.now();
    // Neither the socket nor ICE may have noticed yet that the network is another one.
    conversation.probe();
    parts.onWake();
    transport.restartIceIfLost();
  });
  const stop = () => {
    cancel();
    transport.release();
  };

  return {
    transport: transport.get,
    waitingFor,
    enqueue,
    reopen,
    resume: () => enqueue(resumeNow),
    tryNow() {
      conversation.probe();
      return retry.now() || !isConnected();
    },
    fail,
    recovered() {
      retry.stop();
      waitingFor.set(null);
    },
    release() {
      transport.release();
      waitingFor.set(null);
    },
    use(next) {
      if (isIdle()) next.close();
      else transport.use(next);
      return !isIdle();
    },
    stop,
    close() {
      isClosed = true;
      stopRefusals();
      stopWaking();
      stop();
    },
  };
}
