import { describe, expect, it } from 'vitest';
import { createIdentity } from '../../client/moderate/identity.ts';
import { noticeOf } from '../../shared/refusals.ts';

const minute = 60_000;
const moderator = { id: 'ab12', name: '', rights: ['curate' as const] };

/** An identity whose server renews to these tokens. */
function open(expiresAt: number) {
  let made = 0;
  const ask = async () => {
    made += 1;
    return { token: `session ${made}`, expiresAt, moderator };
  };
  return createIdentity('concert', 'link', () => ({ ask: ask as never }));
}
const tokenOf = (identity: ReturnType<typeof open>) => identity.introduction.say().token;

describe('what a moderator comes back with', () => {
  it('is the link at first, then the newest session, which keeps its name in the log', async () => {
    const identity = open(Date.now() + 10 * minute);
    expect(tokenOf(identity)).toBe('link');
    await identity.renew();
    expect(tokenOf(identity)).toBe('session 1');
    expect(identity.may('curate')).toBe(true);
    expect(identity.may('run')).toBe(false);
    await identity.renew();
    expect(tokenOf(identity)).toBe('session 2');
  });

  it('is the link again once the session is over, as after a night’s sleep', async () => {
    const identity = open(Date.now() + 5_000);
    await identity.renew();
    expect(tokenOf(identity)).toBe('link');
  });

  it('is the link again where the server does not know the session any more, whatever this device’s clock says', async () => {
    const identity = open(Date.now() + 10 * minute);
    await identity.renew();
    expect(identity.introduction.mayAmend?.(noticeOf('registryDown'))).toBe(false);
    expect(tokenOf(identity)).toBe('session 1');
    expect(identity.introduction.mayAmend?.(noticeOf('tokenExpired'))).toBe(true);
    expect(tokenOf(identity)).toBe('link');
    expect(identity.introduction.mayAmend?.(noticeOf('tokenExpired'))).toBe(false);
  });

  it('is the new link once all links are replaced', async () => {
    const identity = open(Date.now() + 10 * minute);
    await identity.renew();
    identity.relink('another link');
    expect(tokenOf(identity)).toBe('another link');
  });
});
