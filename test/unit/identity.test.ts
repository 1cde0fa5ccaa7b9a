import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIdentity } from '../../client/moderate/session/identity.ts';
import { noticeOf } from '../../shared/refusals.ts';

const minute = 60_000;
const moderator = { id: 'ab12', name: '', rights: ['curate' as const] };

/** An identity whose server replies to renewals with these tokens. */
function open(expiresInMs: number) {
  let made = 0;
  const ask = async () => {
    made += 1;
    return { token: `session ${made}`, expiresAt: 0, expiresInMs, moderator };
  };
  return createIdentity('concert', 'link', () => ({ ask: ask as never }));
}
const tokenOf = (identity: ReturnType<typeof open>) => identity.introduction.say().token;

afterEach(() => void vi.useRealTimers());

describe('what a moderator reconnects with', () => {
  it('is the link at first, then the newest session, which keeps its name in the log', async () => {
    const identity = open(10 * minute);
    expect(tokenOf(identity)).toBe('link');
    await identity.renew();
    expect(tokenOf(identity)).toBe('session 1');
    expect(identity.may('curate')).toBe(true);
    expect(identity.may('run')).toBe(false);
    await identity.renew();
    expect(tokenOf(identity)).toBe('session 2');
  });

  it('is the link again once the session has expired, as after a night’s sleep', async () => {
    const identity = open(5_000);
    await identity.renew();
    expect(tokenOf(identity)).toBe('link');
  });

  it('is the link again once the session has expired by either clock of the page, for any server date', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    for (const [steadyMs, wallMs, token] of [
      [9 * minute, 9 * minute, 'session 1'],
      [9 * minute, -60 * minute, 'session 1'],
      [11 * minute, -60 * minute, 'link'],
      [0, 480 * minute, 'link'],
    ] as const) {
      const identity = open(10 * minute);
      await identity.renew();
      const from = Date.now();
      vi.advanceTimersByTime(steadyMs);
      vi.setSystemTime(from + wallMs);
      expect(tokenOf(identity), `${steadyMs} ${wallMs}`).toBe(token);
    }
  });

  it('is the link again if the server does not know the session any more', async () => {
    const identity = open(10 * minute);
    await identity.renew();
    expect(identity.introduction.mayAmend?.(noticeOf('registryDown'))).toBe(false);
    expect(tokenOf(identity)).toBe('session 1');
    expect(identity.introduction.mayAmend?.(noticeOf('tokenExpired'))).toBe(true);
    expect(tokenOf(identity)).toBe('link');
    expect(identity.introduction.mayAmend?.(noticeOf('tokenExpired'))).toBe(false);
  });

  it('is the new link after a rotation', async () => {
    const identity = open(10 * minute);
    await identity.renew();
    identity.relink('another link');
    expect(tokenOf(identity)).toBe('another link');
  });
});
