import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState } from '../../client/connection/conversation.ts';
import { keepUp } from '../../client/connection/keepUp.ts';
import { Refused } from '../../client/connection/refused.ts';
import { type Changeable, createValue } from '../../client/value.ts';
import { noticeOf, type RefusalCode, type RefusalNotice } from '../../shared/refusals.ts';

const iceRestartWithinMs = 3_000;
const refused = (code: RefusalCode) => new Refused(noticeOf(code));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

type Transport = { name: string; state: Changeable<RTCPeerConnectionState>; close(): void };

/** A session that is kept up, and what happens to it in order. `answers` are those of `open`: a fault is thrown. */
function open({ answers = [], onFinal = true }: { answers?: Error[]; onFinal?: boolean } = {}) {
  const happened: string[] = [];
  const connection = createValue<ConnectionState>('connected');
  const refusal = createValue<RefusalNotice | null>(null);
  const transports: Transport[] = [];
  let isWanted = true;
  let isRestartable = true;

  const transport = (name: string): Transport => ({
    name,
    state: createValue<RTCPeerConnectionState>('new'),
    close: () => void happened.push(`close ${name}`),
  });
  const upkeep = keepUp<Transport>({
    conversation: { state: connection, refusal, probe: () => happened.push('probe') },
    iceRestartWithinMs,
    isWanted: () => isWanted,
    async open() {
      happened.push('open');
      const fault = answers.shift();
      if (fault) throw fault;
      upkeep.release();
      const next = transport(`t${transports.length + 1}`);
      transports.push(next);
      upkeep.use(next);
    },
    async restartIce({ name }) {
      happened.push(`restart ${name}`);
      return isRestartable;
    },
    onWake: () => happened.push('wake'),
    ...(onFinal && { onFinal: ({ code }: RefusalNotice) => happened.push(`final ${code}`) }),
  });
  return {
    upkeep,
    happened,
    connection,
    transports,
    transport,
    want: (next: boolean) => {
      isWanted = next;
    },
    loseOnServer: () => {
      isRestartable = false;
    },
  };
}
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('a session is kept up', () => {
  it('by an ICE restart where the transport is cut, and by a new one where that does not help in time', async () => {
    const { upkeep, happened, transports } = open();
    upkeep.reopen();
    await settled();
    transports[0]?.state.set('disconnected');
    await settled();
    expect(happened).toEqual(['open', 'restart t1']);
    transports[0]?.state.set('connected');
    await vi.advanceTimersByTimeAsync(2 * iceRestartWithinMs);
    expect(happened).toEqual(['open', 'restart t1']);
    transports[0]?.state.set('failed');
    await vi.advanceTimersByTimeAsync(iceRestartWithinMs);
    expect(happened.slice(2)).toEqual(['restart t1', 'open', 'close t1']);
    expect(upkeep.transport()?.name).toBe('t2');
    // A transport that is out of use is nobody's concern any more.
    transports[0]?.state.set('failed');
    await settled();
    expect(happened).toHaveLength(5);
  });

  it('by a new transport at once where the server has the old one no longer', async () => {
    const { upkeep, happened, loseOnServer } = open();
    upkeep.reopen();
    await settled();
    loseOnServer();
    upkeep.resume();
    await settled();
    expect(happened).toEqual(['open', 'restart t1', 'open', 'close t1']);
  });

  it('by another attempt after a refusal, which is known until then; the old transport stays', async () => {
    const { upkeep, happened } = open();
    upkeep.reopen();
    await settled();
    upkeep.enqueue(() => Promise.reject(refused('serverFull')));
    await settled();
    expect(upkeep.waitingFor.get()?.code).toBe('serverFull');
    expect(upkeep.transport()?.name).toBe('t1');
    upkeep.enqueue(() => Promise.reject(new Error('no answer')));
    await settled();
    // An older reason would be untrue now.
    expect(upkeep.waitingFor.get()).toBe(null);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(happened).toEqual(['open', 'open', 'close t1']);
    expect(upkeep.waitingFor.get()).toBe(null);
  });

  it('no more after a final refusal, unless only that of opening counts', async () => {
    const given = open({ answers: [refused('banned')] });
    given.upkeep.reopen();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given.happened).toEqual(['open', 'final banned']);
    const other = open({ onFinal: false });
    other.upkeep.enqueue(() => Promise.reject(refused('noSuchPerspective')));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(other.happened).toEqual(['open']);
  });

  it('by nothing while the socket is down: the next connection begins anew', async () => {
    const { upkeep, happened, connection } = open();
    connection.set('interrupted');
    upkeep.enqueue(() => Promise.reject(refused('serverFull')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(happened).toEqual([]);
    expect(upkeep.waitingFor.get()).toBe(null);
    expect(upkeep.tryNow()).toBe(true);
    expect(happened).toEqual(['probe']);
  });

  it('one step at a time, and by none that is not wanted when its turn comes', async () => {
    const { upkeep, happened, want } = open();
    const first = Promise.withResolvers<void>();
    upkeep.enqueue(async () => {
      await first.promise;
      happened.push('first');
    });
    upkeep.enqueue(async () => void happened.push('second'));
    await settled();
    expect(happened).toEqual([]);
    first.resolve();
    await settled();
    expect(happened).toEqual(['first', 'second']);
    want(false);
    upkeep.reopen();
    await settled();
    expect(happened).toHaveLength(2);
  });

  it('at once when the device wakes up, and never after its end', async () => {
    const { upkeep, happened, transports, transport } = open();
    upkeep.reopen();
    await settled();
    transports[0]?.state.set('disconnected');
    upkeep.enqueue(() => Promise.reject(refused('tooManyViewers')));
    await settled();
    happened.length = 0;
    window.dispatchEvent(new Event('online'));
    await settled();
    expect(happened.slice(0, 3)).toEqual(['probe', 'wake', 'open']);
    upkeep.close();
    happened.length = 0;
    transports.at(-1)?.state.set('failed');
    window.dispatchEvent(new Event('online'));
    upkeep.reopen();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(happened).toEqual([]);
    expect(upkeep.use(transport('late'))).toBe(false);
    expect(happened).toEqual(['close late']);
  });

  it('once for a page that a phone hides and shows many times', async () => {
    const { happened } = open();
    const show = () => document.dispatchEvent(new Event('visibilitychange'));
    for (let n = 0; n < 30; n += 1) {
      show();
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(happened).toEqual(['probe', 'wake']);
    await vi.advanceTimersByTimeAsync(1_000);
    show();
    expect(happened).toEqual(['probe', 'wake', 'probe', 'wake']);
  });
});
