import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createRig } from '../support/rig.ts';

const secret = 'a secret of this test alone';
const rig = await createRig({ env: { TOKEN_SECRET: secret } });
const { event } = await rig.openEvent();

const connect = async (claims: Record<string, unknown>, expires: number, algorithm = 'HS256') => {
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
  return rig.socket('moderator', event.id, token).then(
    () => 'connected',
    (error) => error.code,
  );
};
const seconds = Math.floor(Date.now() / 1_000);

describe('a moderator’s token', () => {
  it('serves until it expires', async () => {
    expect(await connect({ event: event.id, role: 'moderator' }, seconds + 60)).toBe('connected');
    expect(await connect({ event: event.id, role: 'moderator' }, seconds - 60)).toBe('tokenExpired');
  });

  it('serves for its event, role and algorithm alone', async () => {
    expect(await connect({ event: 'another', role: 'moderator' }, seconds + 60)).toBe('tokenInvalid');
    expect(await connect({ event: event.id, role: 'viewer' }, seconds + 60)).toBe('tokenInvalid');
    expect(await connect({ event: event.id, role: 'moderator' }, seconds + 60, 'HS512')).toBe('tokenInvalid');
  });

  it('is never in what the server prints, but for the link of the first event', async () => {
    expect(rig.server.output().match(/token=/g)).toHaveLength(1);
  });
});
