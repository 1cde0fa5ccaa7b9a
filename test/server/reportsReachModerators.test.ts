import { describe, expect, it } from 'vitest';
import type { DecisionReply, Reported } from '../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Event, Perspective } from '../../shared/domain.ts';
import { newCookie } from '../support/cookie.ts';
import { createRig } from '../support/rig.ts';
import type { RawSocket } from '../support/socket.ts';

const rig = await createRig({ env: { RATE_SCALE: '1000', TRUST_PROXY: '1' } });
type Watched = { event: Event; perspectives: Perspective[] };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const cookieOf = (address: string) => newCookie(rig.server.url, { 'x-forwarded-for': address });
const viewerAt = (event: string, address: string, cookie?: string) =>
  rig.socket('viewer', event, undefined, { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) });
const evening = async () => {
  const { event, token } = await rig.openEvent();
  const moderator = await rig.socket('moderator', event.id, token);
  const { live, socket } = await rig.phone(event.id, 1);
  return { event: event.id, moderator, perspective: live.perspective.id, phone: socket };
};
const reportsOf = async (moderator: RawSocket) =>
  (await moderator.must<{ reports: Reported[] }>('readReports', {})).reports;
const isLetIn = async (moderator: RawSocket, id: string) =>
  (await moderator.must<Watched>('watch', {})).perspectives.find((each) => each.id === id)?.curation.letIn;

describe('a report', () => {
  it('reaches moderators with its reason, and they list all by urgency', async () => {
    const { event, moderator, perspective } = await evening();
    const dull = (await rig.phone(event, 2)).live.perspective.id;
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      await (await viewerAt(event, address)).must('report', { perspective: dull, reason: 'spam' });
    }
    const viewer = await viewerAt(event, '192.0.2.4');
    await viewer.must('report', { perspective, reason: 'danger', note: 'somebody fell\u202e' });
    const notice = await moderator.nextNotice<Reported>('reported', (each) => each.perspective === perspective);
    expect(notice).toMatchObject({ count: 1, reasons: { danger: 1 }, notes: ['somebody fell'] });
    const reports = await reportsOf(moderator);
    expect(reports.map((each) => [each.perspective, each.count])).toEqual([
      [perspective, 1],
      [dull, 3],
    ]);
    expect(JSON.stringify(reports)).not.toContain('192.0.2');
  });

  it('counts once for one device, although it is sent hundreds of times over many connections', async () => {
    const { event, moderator, perspective } = await evening();
    const cookie = await cookieOf('192.0.2.9');
    for (let round = 0; round < 8; round += 1) {
      const headers = round % 2 ? cookie : undefined;
      const viewers = await Promise.all(Array.from({ length: 2 }, () => viewerAt(event, '192.0.2.9', headers)));
      await Promise.all(
        viewers.flatMap((viewer) =>
          Array.from({ length: 25 }, () => viewer.must('report', { perspective, reason: 'hate' })),
        ),
      );
      for (const viewer of viewers) viewer.close();
    }
    // Once with the cookie; without one each connection counts as another person, up to five for an address.
    expect((await reportsOf(moderator))[0]?.count).toBeLessThanOrEqual(5);
    const own = await evening();
    for (let n = 0; n < 12; n += 1) {
      const viewer = await viewerAt(own.event, '192.0.2.10', cookie);
      await Promise.all(
        Array.from({ length: 25 }, () => viewer.must('report', { perspective: own.perspective, reason: 'hate' })),
      );
      viewer.close();
    }
    expect((await reportsOf(own.moderator))[0]?.count).toBe(1);
  });

  it('counts five times at most for one address, however many cookies it collects', async () => {
    const { event, moderator, perspective } = await evening();
    for (let n = 0; n < 12; n += 1) {
      const viewer = await viewerAt(event, '192.0.2.11', await cookieOf('192.0.2.11'));
      await viewer.must('report', { perspective, reason: 'spam' });
    }
    expect((await reportsOf(moderator))[0]?.count).toBe(5);
  });

  it('must be about a visible perspective', async () => {
    const { event, moderator, perspective } = await evening();
    await moderator.must('curate', { perspective, action: 'blackout' });
    const viewer = await viewerAt(event, '192.0.2.12');
    expect(await viewer.ask('report', { perspective, reason: 'spam' })).toMatchObject({
      refusal: { code: 'noSuchPerspective' },
    });
  });
});

describe('as many reports as the event’s threshold', () => {
  it('hold a perspective until a moderator decides, as the event’s own decision, which can be undone', async () => {
    const { event, moderator, perspective, phone } = await evening();
    await moderator.must('setRules', { reportThreshold: 3 });
    const cookie = await cookieOf('198.51.100.1');
    const report = async (n: number) =>
      (await viewerAt(event, `198.18.${n}.1`, n === 1 ? cookie : undefined)).must('report', {
        perspective,
        reason: n === 2 ? 'nudity' : 'spam',
      });
    await report(1);
    await report(2);
    expect(await isLetIn(moderator, perspective)).toBe(true);
    await report(3);
    const line = await moderator.nextNotice<LogEntry>('logged', ({ act }) => act === 'hold');
    expect(line).toMatchObject({ by: { is: 'event' }, report: 'nudity', after: { letIn: false } });
    expect(await phone.nextNotice('decided')).toMatchObject({ act: 'hold', by: 'event' });
    expect(await isLetIn(moderator, perspective)).toBe(false);

    await moderator.must('undo', { entry: line.id });
    expect(await isLetIn(moderator, perspective)).toBe(true);
    await moderator.must<DecisionReply>('curate', { perspective, action: 'dismissReports' });
    expect(await reportsOf(moderator)).toEqual([]);
    await pause(5);
    // A second report by the same browser does not count; one by another does.
    const again = await viewerAt(event, '198.18.1.1', cookie);
    await again.must('report', { perspective, reason: 'hate' });
    expect(await reportsOf(moderator)).toEqual([]);
    await report(4);
    expect((await reportsOf(moderator))[0]?.count).toBe(1);
  });

  it('leave a trusted perspective to the moderators', async () => {
    const { event, moderator, perspective } = await evening();
    await moderator.must('setRules', { reportThreshold: 1 });
    await moderator.must('curate', { perspective, action: 'trust' });
    await (await viewerAt(event, '198.51.100.50')).must('report', { perspective, reason: 'spam' });
    expect(await reportsOf(moderator)).toHaveLength(1);
    expect(await isLetIn(moderator, perspective)).toBe(true);
  });

  it('notify moderators who may read the log, and nobody else', async () => {
    const { event, moderator, perspective, phone } = await evening();
    await moderator.must('setRules', { reportThreshold: 7 });
    const { token: withoutLog } = await moderator.must<{ token: string }>('shareLink', { rights: ['curate'] });
    const others: Record<string, RawSocket> = {
      phone,
      viewer: await viewerAt(event, '198.51.100.60'),
      reporter: await viewerAt(event, '198.51.100.61'),
      curator: await rig.socket('moderator', event, withoutLog),
    };
    const heard = new Map<string, string[]>();
    for (const [who, { socket }] of Object.entries(others)) {
      const texts: string[] = [];
      heard.set(who, texts);
      socket.onAny((...notice) => texts.push(JSON.stringify(notice)));
    }
    await others.reporter?.must('report', { perspective, reason: 'spam', note: 'a note about it' });
    await moderator.nextNotice<Reported>('reported', ({ notes }) => notes.includes('a note about it'));
    // Sent later over the same connections: by then a notice of the report would have arrived.
    await moderator.must('curate', { perspective, action: 'feature' });
    for (const who of ['viewer', 'reporter', 'curator']) await others[who]?.nextNotice('perspectiveChanged');
    await phone.nextNotice('decided');
    for (const [who, texts] of heard) {
      expect(texts.length, who).toBeGreaterThan(0);
      for (const trace of ['reported', 'a note about it', 'spam']) expect(String(texts), who).not.toContain(trace);
    }
    for (const who of ['viewer', 'curator']) {
      expect(await others[who]?.ask('readReports', {}), who).toMatchObject({ refusal: { code: 'notAllowed' } });
    }
    expect((await others.viewer?.must<Watched>('watch', {}))?.event.reportThreshold).toBeUndefined();
    expect((await moderator.must<Watched>('watch', {})).event.reportThreshold).toBe(7);
    for (const path of ['', '/perspectives']) {
      const { body } = await rig.http(`/api/events/${event}${path}`);
      // Only moderators get a time here.
      const text = JSON.stringify(body).replace('"reportsDismissedAt":0', '');
      for (const trace of ['report', 'a note about it', 'spam']) expect(text).not.toContain(trace);
    }
  });
});
