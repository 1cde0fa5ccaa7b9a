import { describe, expect, it } from 'vitest';
import { Refused } from '../../client/connection/refused.ts';
import { mutedUntil, withEntries } from '../../client/moderate/session/logBook.ts';
import { changesOf, mayUndo } from '../../client/moderate/session/logWords.ts';
import { createMaking } from '../../client/moderate/session/making.ts';
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

/** Moves of one moderator, and what they asked to be undone. */
function open(entries: LogEntry[] = []) {
  const log = createValue<readonly LogEntry[]>(entries);
  const undone: number[] = [];
  const ask = async (name: string, asked: unknown) => {
    if (name === 'undo') undone.push((asked as { entry: number }).entry);
    return { entry: 99, version: 2 };
  };
  const making = createMaking({ ask: ask as never, log, me: () => 'me' });
  const texts = () => making.toasts.shown.get().map(({ text }) => text);
  return { making, log, undone, texts };
}
const moved = async (entry: number | null): Promise<DecisionReply> => ({ entry, version: 1 });

describe('a move', () => {
  it('says what was done and offers to take it back', async () => {
    const { making, undone } = open();
    expect(await making.make('lena', 'Lena: hidden', () => moved(7))).toBe(true);
    expect(making.toasts.shown.get()).toMatchObject([{ text: 'Lena: hidden', entry: 7, refused: null }]);
    await making.undo(7, 'Lena: hidden');
    expect(undone).toEqual([7]);
    // What is taken back is not offered again.
    expect(making.toasts.shown.get().some(({ entry }) => entry === 7)).toBe(false);
    making.close();
  });

  it('is made once, however often one presses before the answer', async () => {
    const { making } = open();
    let asked = 0;
    let answer: (moved: DecisionReply) => void = () => undefined;
    const request = () => {
      asked += 1;
      return new Promise<DecisionReply>((resolve) => {
        answer = resolve;
      });
    };
    const first = making.make('lena', 'done', request);
    expect(making.moving.get().has('lena')).toBe(true);
    expect(await making.make('lena', 'done', request)).toBe(false);
    answer({ entry: 1, version: 1 });
    await first;
    expect(asked).toBe(1);
    expect(making.moving.get().size).toBe(0);
    making.close();
  });

  it('that somebody else was quicker with says who it was and what stands now', async () => {
    const { making, texts } = open([line(3)]);
    const refuse = () => Promise.reject(new Refused(noticeOf('changedSince')));
    expect(await making.make('lena', 'done', refuse)).toBe(false);
    expect(texts()[0]).toMatch(/Ana.*Lena: hidden/);
    making.close();
  });

  it('that did not reach the server says so', async () => {
    const { making, texts } = open();
    await making.make('lena', 'done', () => Promise.reject(new Error('lost')));
    expect(making.toasts.shown.get()[0]?.refused).not.toBe(null);
    expect(texts()).toHaveLength(1);
    making.close();
  });

  it('is the last one that a key takes back; one that is undone already is passed over', async () => {
    const { making, log, undone } = open();
    await making.make('lena', 'first', () => moved(1));
    await making.make('sam', 'second', () => moved(2));
    log.set([line(1), line(2, { undoneBy: 3 })]);
    making.undoLast();
    await Promise.resolve();
    expect(undone).toEqual([1]);
    making.close();
  });
});

describe('the log', () => {
  it('keeps each line once, in order, and marks the one that was taken back', () => {
    const entries = withEntries([line(1), line(3)], [line(3), line(2), line(4, { act: 'undo', undoes: 2 })]);
    expect(entries.map(({ id, undoneBy }) => [id, undoneBy])).toEqual([
      [1, null],
      [2, 4],
      [3, null],
      [4, null],
    ]);
  });

  it('says in words what changed, and leaves out what nobody reads', () => {
    const { before, after } = { before: { doors: 'open', version: 1 }, after: { doors: 'held', version: 2 } };
    expect(changesOf(line(1, { before, after }))).toEqual([{ field: 'doors', before: 'Open', after: 'Held' }]);
    expect(changesOf(line(1, { before: { lookedAt: 0 }, after: { lookedAt: 5 } }))).toEqual([]);
  });

  it('offers to take back what can be, to who has the right', () => {
    expect(mayUndo(line(1), ['curate'])).toBe(true);
    expect(mayUndo(line(1), ['talk'])).toBe(false);
    expect(mayUndo(line(1, { undoneBy: 2 }), ['curate'])).toBe(false);
    expect(mayUndo(line(1, { act: 'rotate', target: { is: 'event', id: 'e' } }), ['run'])).toBe(false);
  });

  it('knows until when a sender is silent', () => {
    const of = (id: number, until: number) =>
      line(id, { target: { is: 'sender', id: 's' }, after: { mutedUntil: until } });
    expect(mutedUntil([of(1, 500)], 's')).toBe(500);
    expect(mutedUntil([of(1, 500), of(2, 0)], 's')).toBe(0);
    expect(mutedUntil([], 's')).toBe(0);
  });
});
