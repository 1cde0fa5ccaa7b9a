import { describe, expect, it } from 'vitest';
import { Refused } from '../../client/connection/refused.ts';
import { changesOf, mayUndo } from '../../client/moderate/session/curationLogInWords.ts';
import { mutedUntil, withEntries } from '../../client/moderate/session/curationLogList.ts';
import { createDecisions } from '../../client/moderate/session/decisions.ts';
import { createValue } from '../../client/value.ts';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { noticeOf } from '../../shared/refusals.ts';

const line = (id: number, part: Partial<LogEntry> = {}): LogEntry => ({
  id,
  at: 1_000 * id,
  by: { is: 'moderator', id: 'ana1', name: 'Ana' },
  act: 'hide',
  target: { is: 'perspective', id: 'lena' },
  whom: 'Lena',
  why: '',
  report: null,
  before: { hidden: false },
  after: { hidden: true },
  undoes: null,
  undoneBy: null,
  ...part,
});

/** Decisions of one moderator, and the entries for which undo was requested. */
function open(entries: LogEntry[] = []) {
  const log = createValue<readonly LogEntry[]>(entries);
  const undone: number[] = [];
  const ask = async (name: string, asked: unknown) => {
    if (name === 'undo') undone.push((asked as { entry: number }).entry);
    return { entry: 99, version: 2 };
  };
  const decisions = createDecisions({ ask: ask as never, curationLog: log, me: () => 'me' });
  const texts = () => decisions.results.shown.get().map(({ text }) => text);
  return { decisions, log, undone, texts };
}
const reply = async (entry: number | null): Promise<DecisionReply> => ({ entry, version: 1 });

describe('a decision', () => {
  it('shows what was done and offers to undo it', async () => {
    const { decisions, undone } = open();
    expect(await decisions.decide('lena', 'Lena: hidden', () => reply(7))).toBe(true);
    expect(decisions.results.shown.get()).toMatchObject([{ text: 'Lena: hidden', entry: 7, refused: null }]);
    await decisions.undo(7, 'Lena: hidden');
    expect(undone).toEqual([7]);
    // An undone decision is not offered again.
    expect(decisions.results.shown.get().some(({ entry }) => entry === 7)).toBe(false);
    decisions.close();
  });

  it('is sent once, however often the button is pressed before the reply', async () => {
    const { decisions } = open();
    let asked = 0;
    let answer: (reply: DecisionReply) => void = () => undefined;
    const request = () => {
      asked += 1;
      return new Promise<DecisionReply>((resolve) => {
        answer = resolve;
      });
    };
    const first = decisions.decide('lena', 'done', request);
    expect(decisions.pending.get().has('lena')).toBe(true);
    expect(await decisions.decide('lena', 'done', request)).toBe(false);
    answer({ entry: 1, version: 1 });
    await first;
    expect(asked).toBe(1);
    expect(decisions.pending.get().size).toBe(0);
    decisions.close();
  });

  it('that comes after another moderator’s says who that was and what holds now', async () => {
    const { decisions, texts } = open([line(3)]);
    const refuse = () => Promise.reject(new Refused(noticeOf('changedSince')));
    expect(await decisions.decide('lena', 'done', refuse)).toBe(false);
    expect(texts()[0]).toMatch(/Ana.*Lena: hidden/);
    decisions.close();
  });

  it('that does not reach the server says so', async () => {
    const { decisions, texts } = open();
    await decisions.decide('lena', 'done', () => Promise.reject(new Error('lost')));
    expect(decisions.results.shown.get()[0]?.refused).not.toBe(null);
    expect(texts()).toHaveLength(1);
    decisions.close();
  });

  it('is undone by the key if it is the last one; those undone already are skipped', async () => {
    const { decisions, log, undone } = open();
    await decisions.decide('lena', 'first', () => reply(1));
    await decisions.decide('sam', 'second', () => reply(2));
    log.set([line(1), line(2, { undoneBy: 3 })]);
    decisions.undoLast();
    await Promise.resolve();
    expect(undone).toEqual([1]);
    decisions.close();
  });
});

describe('the log', () => {
  it('keeps each entry once, in order, and marks undone ones', () => {
    const entries = withEntries([line(1), line(3)], [line(3), line(2), line(4, { act: 'undo', undoes: 2 })]);
    expect(entries.map(({ id, undoneBy }) => [id, undoneBy])).toEqual([
      [1, null],
      [2, 4],
      [3, null],
      [4, null],
    ]);
  });

  it('describes changed fields, without internal ones', () => {
    const { before, after } = { before: { doors: 'open', version: 1 }, after: { doors: 'held', version: 2 } };
    expect(changesOf(line(1, { before, after }))).toEqual([
      { field: 'new cameras', before: 'Shown at once', after: 'Approved first' },
    ]);
    expect(changesOf(line(1, { before: { reportsDismissedAt: 0 }, after: { reportsDismissedAt: 5 } }))).toEqual([]);
  });

  it('offers undo where it is possible and the right is there', () => {
    expect(mayUndo(line(1), ['curate'])).toBe(true);
    expect(mayUndo(line(1), ['talk'])).toBe(false);
    expect(mayUndo(line(1, { undoneBy: 2 }), ['curate'])).toBe(false);
    expect(mayUndo(line(1, { act: 'rotate', target: { is: 'event', id: 'e' } }), ['run'])).toBe(false);
  });

  it('knows until when a sender is muted', () => {
    const of = (id: number, until: number) =>
      line(id, { target: { is: 'sender', id: 's' }, after: { mutedUntil: until } });
    expect(mutedUntil([of(1, 500)], 's')).toBe(500);
    expect(mutedUntil([of(1, 500), of(2, 0)], 's')).toBe(0);
    expect(mutedUntil([], 's')).toBe(0);
  });
});
