import { describe, expect, it } from 'vitest';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import type { Curation, Event, Perspective } from '../../shared/domain.ts';
import { createRig } from '../support/rig.ts';
import type { RawSocket } from '../support/socket.ts';

const rig = await createRig({ env: { RATE_SCALE: '100' } });
const { event, token } = await rig.openEvent();
const ada = await rig.socket('moderator', event.id, token);
const bob = await rig.socket('moderator', event.id, token);
const { live, socket: phone } = await rig.phone(event.id, 1);
const perspective = live.perspective.id;

type Watched = { event: Event; perspectives: Perspective[] };
const watched = () => ada.must<Watched>('watch', {});
const curationOf = async (id: string): Promise<Curation> => {
  const found = (await watched()).perspectives.find((each) => each.id === id);
  if (!found) throw new Error(`${id} is not here`);
  return found.curation;
};
const curate = (who: RawSocket, action: string, more: object = {}) =>
  who.must<DecisionReply>('curate', { perspective, action, ...more });
const codeOf = async (asking: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asking).refusal?.code;
const logOf = async (query: object = {}) => (await ada.must<{ entries: LogEntry[] }>('readLog', query)).entries;

/** Actions that can be undone, and their name in the log. */
const undoable: [name: string, asked: Record<string, unknown>, act: string][] = [
  ...['sendBack', 'letIn', 'feature', 'unfeature', 'hide', 'show', 'blackout', 'lift', 'trust'].map(
    (action): [string, Record<string, unknown>, string] => ['curate', { perspective, action }, action],
  ),
  ['rename', { perspective, name: 'Left of the stage' }, 'rename'],
  ['assignGroup', { perspective, group: 'Balcony' }, 'group'],
  ['nudge', { perspective, nudgeMs: 120 }, 'nudge'],
  ['setDoors', { doors: 'paused' }, 'doors'],
  ['reorder', { order: [perspective, 'another-one'] }, 'order'],
  ['offerView', { view: '?mode=focus' }, 'view'],
  ['setRules', { slowSeconds: 5, reportThreshold: 3 }, 'rules'],
];

describe('every decision', () => {
  it('has an entry in the log: who, what, when, whom and why', async () => {
    const named = await rig.socket('moderator', event.id, token);
    const before = Date.now() - 1_000;
    const { entry } = await curate(ada, 'feature', { why: 'the best\u202e view' });
    const [line] = (await logOf()).filter(({ id }) => id === entry);
    expect(line).toMatchObject({
      act: 'feature',
      by: { is: 'moderator', id: expect.stringMatching(/^[0-9a-f]{8}$/) },
      target: { is: 'perspective', id: perspective },
      whom: 'Phone 1',
      why: 'the best view',
      before: { featured: false },
      after: { featured: true },
      undoneBy: null,
    });
    expect(line?.at).toBeGreaterThan(before);
    expect(await named.nextNotice('logged', (logged: LogEntry) => logged.id === entry)).toEqual(line);
    expect(await phone.nextNotice('decided')).toEqual({
      at: line?.at,
      act: 'feature',
      by: 'moderator',
      moderator: line?.by.is === 'moderator' ? line.by.id : '',
      why: 'the best view',
    });
    await ada.must('undo', { entry });
  });

  it.each(undoable)('can be undone once: %s %o', async (name, asked, act) => {
    // Where the action would change nothing, its opposite comes first.
    const opposite: Record<string, string> = {
      letIn: 'sendBack',
      unfeature: 'feature',
      show: 'hide',
      lift: 'blackout',
    };
    const first = opposite[String(asked.action)];
    if (first) await curate(bob, first);
    const before = { curation: await curationOf(perspective), event: (await watched()).event };
    const { entry } = await ada.must<DecisionReply>(name, asked);
    expect(entry).not.toBeNull();
    const after = { curation: await curationOf(perspective), event: (await watched()).event };
    const withoutVersions = (state: typeof before) => ({
      ...{ ...state.curation, version: 0 },
      ...{ ...state.event, version: 0 },
    });
    expect(withoutVersions(after)).not.toEqual(withoutVersions(before));

    const undone = await bob.must<DecisionReply>('undo', { entry, why: 'a mistake' });
    const back = { curation: await curationOf(perspective), event: (await watched()).event };
    expect(withoutVersions(back)).toEqual(withoutVersions(before));
    const lines = await logOf({ after: (entry ?? 0) - 1 });
    expect(lines.find(({ id }) => id === entry)).toMatchObject({ act, undoneBy: undone.entry });
    expect(lines.at(-1)).toMatchObject({ act: 'undo', undoes: entry, why: 'a mistake' });
    expect(await codeOf(ada.ask('undo', { entry }))).toBe('changedSince');
    if (first) await curate(bob, String(asked.action));
  });

  it('can be filtered, and exported as JSON with a token of the event', async () => {
    const path = `/api/events/${event.id}/log`;
    const all = (await rig.http(path, undefined, token)).body as unknown as { event: string; entries: LogEntry[] };
    expect(all).toEqual({ event: event.id, entries: await logOf() });
    expect(all.entries.map(({ id }) => id)).toEqual(all.entries.map((_, index) => index + 1));
    const featured = (await rig.http(`${path}?act=feature&perspective=${perspective}`, undefined, token)).body;
    const isFeature = ({ act, target }: LogEntry) => act === 'feature' && target.id === perspective;
    expect(featured.entries).toEqual(all.entries.filter(isFeature));
    expect(featured.entries).not.toEqual([]);
    expect(featured.entries).not.toEqual(all.entries);
    const middle = all.entries[3]?.at ?? 0;
    expect(middle).toBeGreaterThan(all.entries[0]?.at ?? 0);
    expect(await logOf({ since: middle })).toEqual(all.entries.filter(({ at }) => at >= middle));
    const other = await rig.openEvent();
    const codeFor = async (shown?: string) => (await rig.http(path, undefined, shown)).body.refusal?.code;
    expect(await codeFor()).toBe('tokenMissing');
    expect(await codeFor(other.token)).toBe('tokenInvalid');
  });

  it('without an entry in the log cannot be undone', async () => {
    expect(await codeOf(ada.ask('undo', { entry: 9_999 }))).toBe('noSuchEntry');
    await ada.must('shareLink', { rights: ['curate'] });
    const share = (await logOf({ act: 'share' })).at(-1);
    expect(await codeOf(ada.ask('undo', { entry: share?.id }))).toBe('noSuchEntry');
  });
});

describe('two moderators at once', () => {
  it('who want the same make one decision, and one log entry', async () => {
    const before = (await logOf()).length;
    const asked = { perspective, action: 'hide' };
    const both = await Promise.all([
      ada.must<DecisionReply>('curate', asked),
      bob.must<DecisionReply>('curate', asked),
    ]);
    expect(both.map(({ entry }) => entry === null).sort()).toEqual([false, true]);
    expect(new Set(both.map(({ version }) => version)).size).toBe(1);
    expect(await logOf()).toHaveLength(before + 1);
    await curate(ada, 'show');
  });

  it('who change different things keep both', async () => {
    await Promise.all([
      ada.must('rename', { perspective, name: 'Ada’s' }),
      bob.must('assignGroup', { perspective, group: 'Bob’s' }),
      ada.must('nudge', { perspective, nudgeMs: 40 }),
      curate(bob, 'feature'),
    ]);
    expect(await curationOf(perspective)).toMatchObject({ name: 'Ada’s', group: 'Bob’s', nudgeMs: 40, featured: true });
  });

  it('do not overwrite what they have not seen if they send the version that they saw', async () => {
    const { version } = await curationOf(perspective);
    await bob.must('rename', { perspective, name: 'Bob knows better', version });
    expect(await codeOf(ada.ask('rename', { perspective, name: 'Ada too', version }))).toBe('changedSince');
    expect(await codeOf(ada.ask('curate', { perspective, action: 'blackout', version }))).toBe('changedSince');
    const { event: now } = await watched();
    await ada.must('reorder', { order: [perspective], version: now.version });
    expect(await codeOf(bob.ask('reorder', { order: [], version: now.version }))).toBe('changedSince');
    expect((await watched()).event.order).toEqual([perspective]);
  });

  it('do not undo what the other has changed since', async () => {
    const { entry } = await ada.must<DecisionReply>('rename', { perspective, name: 'One' });
    await bob.must('rename', { perspective, name: 'Two' });
    expect(await codeOf(ada.ask('undo', { entry }))).toBe('changedSince');
    expect((await curationOf(perspective)).name).toBe('Two');
  });

  it('racing blackouts: log and media agree on the last one', async () => {
    const viewer = await rig.socket('viewer', event.id);
    const { rtpCapabilities } = await viewer.must<{ rtpCapabilities: object }>('watch', {});
    const actions = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? 'lift' : 'blackout'));
    await Promise.all(actions.map((action, turn) => curate(turn % 3 ? ada : bob, action)));
    const isDark = (await logOf({ perspective })).findLast(({ after }) => 'blackout' in after)?.after.blackout;
    expect((await curationOf(perspective)).blackout).toBe(isDark);
    const tiles = [{ perspective, widthPx: 320, visible: true }];
    const asked = { rtpCapabilities, tiles, heard: null };
    const { opened } = await viewer.must<{ opened: unknown[] }>('wantTiles', asked);
    expect(opened.length > 0).toBe(!isDark);
  });
});

describe('the end of an event', () => {
  it('ends all phones, admits no other, and can be undone', async () => {
    const { event: short, token: link } = await rig.openEvent();
    const moderator = await rig.socket('moderator', short.id, link);
    const { socket } = await rig.phone(short.id, 1);
    const viewer = await rig.socket('viewer', short.id);
    const { entry } = await moderator.must<DecisionReply>('closeEvent', {});
    expect(await socket.nextNotice('ended')).toEqual({ why: 'closed' });
    expect((await viewer.nextNotice<Event>('eventChanged')).endsAt).toBeLessThanOrEqual(Date.now());
    await expect(rig.phone(short.id, 2)).rejects.toThrow('eventClosed');
    expect(await codeOf(viewer.ask('say', { text: 'still here' }))).toBe('eventClosed');
    await moderator.must('undo', { entry });
    await rig.phone(short.id, 2);
  });
});
