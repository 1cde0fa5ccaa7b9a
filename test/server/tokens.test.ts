import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';

const secret = 'a secret of this test alone';
const rig = await createRig({ env: { TOKEN_SECRET: secret } });
const { event, token } = await rig.openEvent();

/** The claims of our own token, to sign changed ones. */
const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const seconds = Math.floor(Date.now() / 1_000);

const sign = (changed: Record<string, unknown>, algorithm = 'HS256') =>
  new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg: algorithm }).sign(new TextEncoder().encode(secret));
const connect = async (changed: Record<string, unknown>, algorithm?: string) =>
  rig.socket('moderator', event.id, await sign(changed, algorithm)).then(
    () => 'connected',
    (error) => error.code,
  );
const session = { use: 'session', sub: 'abcd1234' };
type Renewed = { token: string; expiresAt: number; moderator: { id: string; name: string; rights: string[] } };

describe('a moderator’s token', () => {
  it('is valid until it expires', async () => {
    expect(await connect({ exp: seconds + 60 })).toBe('connected');
    expect(await connect({ exp: seconds - 60 })).toBe('tokenExpired');
    expect(await connect(session)).toBe('tokenInvalid');
  });

  it('is valid only for its event, role, rights and algorithm', async () => {
    expect(await connect({ event: 'another' })).toBe('tokenInvalid');
    expect(await connect({ role: 'viewer' })).toBe('tokenInvalid');
    expect(await connect({ rights: ['everything'] })).toBe('tokenInvalid');
    expect(await connect({ use: 'anything' })).toBe('tokenInvalid');
    expect(await connect({ epoch: 'another' })).toBe('tokenRevoked');
    expect(await connect({}, 'HS512')).toBe('tokenInvalid');
    const [head, body] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    for (const forged of [unsigned, `${head}.${body}.`, `${head}.${body}.AAAA`]) {
      await expect(rig.socket('moderator', event.id, forged)).rejects.toMatchObject({ code: 'tokenInvalid' });
    }
  });

  it('is renewed over the socket for a few minutes, and the new one identifies the same moderator', async () => {
    const first = await rig.socket('moderator', event.id, token);
    const renewed = await first.must<Renewed>('renewToken', {});
    expect(renewed.expiresAt - Date.now()).toBeGreaterThan(9 * 60_000);
    expect(renewed.expiresAt - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    const again = await rig.socket('moderator', event.id, renewed.token);
    expect((await again.must<Renewed>('renewToken', {})).moderator.id).toBe(renewed.moderator.id);
    const other = await rig.socket('moderator', event.id, token);
    expect((await other.must<Renewed>('renewToken', {})).moderator.id).not.toBe(renewed.moderator.id);
  });

  it('that is not renewed ends its socket', async () => {
    const short = await rig.socket('moderator', event.id, await sign({ ...session, exp: seconds + 5 }));
    await short.must('watch', {});
    expect(await short.nextNotice('signedOut')).toEqual({ why: 'expired' });
    await expect.poll(() => short.socket.connected).toBe(false);
  });

  it('is revoked at once, with its sessions, when the link is replaced', async () => {
    const { event: own, token: link } = await rig.openEvent();
    const asking = await rig.socket('moderator', own.id, link);
    const other = await rig.socket('moderator', own.id, link);
    await other.must('watch', {});
    const { token: renewed } = await other.must<Renewed>('renewToken', {});
    const replaced = await asking.must<{ token: string; link: string }>('rotateLink', { why: 'leaked' });
    expect(await other.nextNotice('signedOut')).toEqual({ why: 'rotated' });
    for (const old of [link, renewed]) {
      await expect(rig.socket('moderator', own.id, old)).rejects.toMatchObject({ code: 'tokenRevoked' });
      expect((await rig.http(`/api/events/${own.id}/log`, undefined, old)).body.refusal?.code).toBe('tokenRevoked');
    }
    expect((await asking.ask('setDoors', { doors: 'held' })).ok).toBe(true);
    expect(replaced.link).toBe(`/e/${own.id}/moderate#token=${replaced.token}`);
    await rig.socket('moderator', own.id, replaced.token);
  });

  it('gives only the rights that it names, and cannot share others', async () => {
    const owner = await rig.socket('moderator', event.id, token);
    const shared = await owner.must<{ token: string }>('shareLink', { rights: ['curate', 'links'] });
    const helper = await rig.socket('moderator', event.id, shared.token);
    expect((await helper.ask('status', {})).ok).toBe(true);
    for (const [name, asked] of [
      ['setDoors', { doors: 'held' }],
      ['readLog', {}],
      ['mute', { sender: 'x'.repeat(10) }],
      ['rotateLink', {}],
      ['shareLink', { rights: ['run'] }],
    ] as const) {
      expect(await helper.ask(name, asked), name).toMatchObject({ ok: false, refusal: { code: 'notAllowed' } });
    }
    const doors = await owner.must<{ entry: number }>('setDoors', { doors: 'held' });
    expect(await helper.ask('undo', { entry: doors.entry })).toMatchObject({ refusal: { code: 'notAllowed' } });
    expect((await rig.http(`/api/events/${event.id}/log`, undefined, shared.token)).status).toBe(403);
  });

  it('is never printed if the output is no terminal', async () => {
    expect(rig.server.output()).not.toMatch(/token=|eyJ/);
  });
});

describe('opening an event', () => {
  it('requires the operator’s key if there is one', async () => {
    const locked = await createRig({ env: { OPEN_KEY: 'a-key-of-this-test' } });
    const open = async (key?: string) => {
      const { status, body } = await locked.http('/api/events', { title: 'x' }, key);
      return [status, body.refusal?.code];
    };
    expect(await open()).toEqual([401, 'keyNeeded']);
    expect(await open('a-key-of-this-tesT')).toEqual([401, 'keyNeeded']);
    expect(await open('a-key-of-this-test')).toEqual([200, undefined]);
  });
});
