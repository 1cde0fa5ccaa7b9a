import { describe, expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId, dtls, videoParameters } from '../support/rtp.ts';

const rig = await createRig({ env: { MAX_PERSPECTIVES: '2', MAX_VIEWERS: '2' } });
const { event, token } = await rig.openEvent();
const wish = (n: number) => ({ cameraId: cameraId(n), label: 'x', place: { precision: 'off' } });
const codeOf = async (asking: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asking).refusal?.code;
const refusedConnection = (role: 'viewer' | 'moderator', name: string, withToken?: string) =>
  rig.socket(role, name, withToken).then(
    () => 'connected',
    (error) => error.code,
  );

describe('bad input gets a clear refusal and affects nobody else', () => {
  it('refuses REST bodies and queries against their schema', async () => {
    const codes = async (path: string, body?: unknown) => {
      const { status, body: reply } = await rig.http(path, body);
      return [status, reply.refusal?.code];
    };
    expect(await codes('/api/events', '{"title":')).toEqual([400, 'badMessage']);
    expect(await codes('/api/events', { title: '' })).toEqual([400, 'badMessage']);
    expect(await codes('/api/events', { title: 'x', more: 1 })).toEqual([400, 'badMessage']);
    expect(await codes('/api/events', { title: 'x'.repeat(20_000) })).toEqual([413, 'tooLarge']);
    expect(await codes('/api/events?near=here')).toEqual([400, 'badMessage']);
    expect(await codes('/api/events/no-such-event')).toEqual([404, 'noSuchEvent']);
    expect(await codes('/api/events/No%20Event')).toEqual([404, 'noSuchEvent']);
    expect(await codes('/api/nothing')).toEqual([404, 'noSuchPage']);
    expect(await codes('/%zz')).toEqual([400, 'badMessage']);
    expect(await codes('/assets/%zz')).toEqual([400, 'badMessage']);
  });

  it('refuses a socket for an unknown event, and a moderator without the right token', async () => {
    const other = await rig.openEvent();
    const forged = `${token.slice(0, -4)}AAAA`;
    expect(await refusedConnection('viewer', 'no-such-event')).toBe('noSuchEvent');
    expect(await refusedConnection('viewer', '../etc')).toBe('noSuchEvent');
    expect(await refusedConnection('moderator', event.id)).toBe('tokenMissing');
    expect(await refusedConnection('moderator', event.id, forged)).toBe('tokenInvalid');
    expect(await refusedConnection('moderator', event.id, other.token)).toBe('tokenInvalid');
    expect(await refusedConnection('moderator', event.id, token)).toBe('connected');
  });

  it('refuses unknown messages and those of the wrong shape, and drops those without an acknowledgement', async () => {
    const viewer = await rig.socket('viewer', event.id);
    expect(await codeOf(viewer.ask('constructor', {}))).toBe('badMessage');
    expect(await codeOf(viewer.ask('curate', { perspective: 'p'.repeat(16), action: 'hide' }))).toBe('notAllowed');
    expect(await codeOf(viewer.ask('watch', { more: true }))).toBe('badMessage');
    expect(await codeOf(viewer.ask('watch'))).toBe('badMessage');
    expect(await codeOf(viewer.ask('wantTiles', { tiles: [], heard: null }))).toBe('badMessage');
    expect(await codeOf(viewer.ask('ready', { consumers: [] }))).toBe('notYet');
    viewer.socket.emit('watch');
    viewer.socket.emit('watch', {}, {}, 'no function');
    expect((await viewer.ask('exchangeTime', {})).ok).toBe(true);
  });

  it('refuses DTLS and RTP parameters before they reach the worker', async () => {
    const phone = await rig.socket('spectator', event.id);
    expect(
      await codeOf(phone.ask('produce', { transport: 'x', kind: 'video', rtpParameters: videoParameters() })),
    ).toBe('notYet');
    const { transport } = await phone.must<Live>('goLive', wish(1));
    const connect = (dtlsParameters: unknown) =>
      codeOf(phone.ask('connectUplink', { transport: transport.id, dtlsParameters }));
    expect(await connect({ fingerprints: [] })).toBe('badMessage');
    expect(await connect({ fingerprints: [{ algorithm: 'sha-256', value: 'AB:CD' }] })).toBe('badMessage');
    expect(await connect({ fingerprints: [{ algorithm: 'md5', value: dtls.fingerprints[0]?.value }] })).toBe(
      'badMessage',
    );
    const produce = (part: object) =>
      codeOf(
        phone.ask('produce', {
          transport: transport.id,
          kind: 'video',
          rtpParameters: { ...videoParameters(), ...part },
        }),
      );
    expect(await produce({ encodings: [] })).toBe('badMessage');
    expect(await produce({ encodings: Array(9).fill({ ssrc: 1 }) })).toBe('badMessage');
    expect(await produce({ codecs: [{ mimeType: 'video/AV1', payloadType: 96, clockRate: 90_000 }] })).toBe('badMedia');
    expect(await produce({ headerExtensions: Array(30).fill({ uri: 'x', id: 1 }) })).toBe('badMessage');
    expect(await produce({})).toBeUndefined();
    expect(await produce({ encodings: [{ ssrc: 9_999 }] })).toBe('alreadySending');
    await phone.must('endLive', {});
    expect((await rig.http('/readyz')).status).toBe(200);
  });

  it('refuses more perspectives and viewers than the event allows, and serves those that are there', async () => {
    const full = (await rig.openEvent()).event.id;
    await rig.phone(full, 11);
    await rig.phone(full, 12);
    const third = await rig.socket('spectator', full);
    expect(await codeOf(third.ask('goLive', wish(13)))).toBe('tooManyPerspectives');
    const again = await rig.socket('spectator', full);
    expect(await codeOf(again.ask('goLive', wish(11)))).toBeUndefined();
    const viewers = [await rig.socket('viewer', full), await rig.socket('viewer', full)];
    for (const viewer of viewers) await viewer.must('watch', {});
    const late = await rig.socket('viewer', full);
    expect(await codeOf(late.ask('watch', {}))).toBe('tooManyViewers');
    // A viewer who watches again takes no second slot, and one who was refused takes none.
    for (const viewer of viewers) await viewer.must('watch', {});
    viewers[0]?.close();
    await expect.poll(() => codeOf(late.ask('watch', {}))).toBeUndefined();
  });

  it('refuses a flood from one socket, and answers another one', async () => {
    const viewer = await rig.socket('viewer', event.id);
    const answers = await Promise.all(Array.from({ length: 200 }, () => codeOf(viewer.ask('exchangeTime', {}))));
    expect(answers.filter((code) => code === 'tooFast').length).toBeGreaterThan(100);
    const other = await rig.socket('viewer', event.id);
    expect((await other.ask('exchangeTime', {})).ok).toBe(true);
  });

  it('announces a jittering place at most a few times a second, including the last; a withdrawn place at once', async () => {
    const jittering = (await rig.openEvent()).event.id;
    const viewer = await rig.socket('viewer', jittering);
    await viewer.must('watch', {});
    const { socket } = await rig.phone(jittering, 21);
    const placeAt = (n: number) => ({ precision: 'exact', latitude: 48 + n / 1_000, longitude: 2 });
    const heard: Perspective[] = [];
    await socket.must('setPlace', { place: placeAt(0) });
    viewer.socket.on('perspectiveChanged', (perspective: Perspective) => heard.push(perspective));
    const from = performance.now();
    const changes = Array.from({ length: 40 }, (_, n) => socket.must('setPlace', { place: placeAt(n + 1) }));
    await Promise.all(changes);
    await viewer.must('exchangeTime', {});
    expect(heard.length).toBeGreaterThan(0);
    // At once, then four times a second.
    expect(heard.length).toBeLessThanOrEqual(2 + (4 * (performance.now() - from)) / 1_000);
    expect(heard.at(-1)?.place).toMatchObject({ latitude: expect.closeTo(48.04, 2) });
    void socket.must('setPlace', { place: placeAt(50) }).catch(() => undefined);
    await socket.must('setPlace', { place: { precision: 'off' } });
    await viewer.must('exchangeTime', {});
    expect(heard.at(-1)?.place).toBeNull();
    const count = heard.length;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(heard).toHaveLength(count);
  });

  it('has lower limits for requests that notify everybody', async () => {
    const viewer = await rig.socket('viewer', event.id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => codeOf(viewer.ask('shareDelay', { neededMs: 100 * (n % 2) }))),
    );
    expect(answers.filter((code) => code === 'tooFast').length).toBeGreaterThan(5);
    expect((await viewer.ask('exchangeTime', {})).ok).toBe(true);
  });

  it('closes a socket that sends too much at once', async () => {
    const viewer = await rig.socket('viewer', event.id);
    const closed = new Promise((resolve) => viewer.socket.once('disconnect', resolve));
    viewer.socket.emit('watch', 'x'.repeat(100_000), () => undefined);
    await closed;
    expect((await rig.http('/healthz')).status).toBe(200);
  });

  it('refuses decisions about what does not exist', async () => {
    const moderator = await rig.socket('moderator', event.id, token);
    const perspective = 'nobody-knows-it';
    expect(await codeOf(moderator.ask('curate', { perspective, action: 'hide' }))).toBe('noSuchPerspective');
  });
});
