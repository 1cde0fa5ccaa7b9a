import { describe, expect, it } from 'vitest';
import { createFilmingLock } from '../../client/golive/filmingLock.ts';
import { filmingStatusOf } from '../../client/golive/status.ts';

let events = 0;
/** Two tabs of one browser, with Node's implementation of Web Locks. */
function twoTabs() {
  events += 1;
  const of = `concert${events}.`;
  return [createFilmingLock(of), createFilmingLock(of)] as const;
}

describe('several tabs with one camera id', () => {
  it('one films, and the others know', async () => {
    const [first, second] = twoTabs();
    expect(await second.isFree(false)).toBe(true);
    first.take();
    expect(await second.isFree(false)).toBe(false);
    first.release();
    expect(await second.isFree(true)).toBe(true);
  });

  it('a duplicated tab does not wait for the lock, a reloaded one waits for its own to be released', async () => {
    const [first, second] = twoTabs();
    first.take();
    expect(await second.isFree(true)).toBe(false);
    const asked = second.isFree(true);
    first.release();
    expect(await asked).toBe(true);
  });

  it('a tab that is asked to film takes over, and is noticed when it ends', async () => {
    const [first, second] = twoTabs();
    first.take();
    second.take();
    let heard = 0;
    const stop = first.onFree(() => {
      heard += 1;
    });
    first.release();
    expect(await first.isFree(false)).toBe(false);
    expect(heard).toBe(0);
    second.release();
    expect(await first.isFree(true)).toBe(true);
    expect(heard).toBe(1);
    stop();
  });

  it('without Web Locks it is unknown whether another tab films', async () => {
    const lock = createFilmingLock('concert', null);
    lock.take();
    expect(await lock.isFree(true)).toBe(null);
    lock.onFree(() => expect.unreachable())();
    lock.release();
  });

  it('the status says that another tab films or has stopped, until this one is asked to film', () => {
    const known = { live: { is: 'off' }, camera: { is: 'closed' }, connection: 'connected' } as const;
    expect(filmingStatusOf({ ...known, isWanted: false, otherTab: 'live' })).toEqual({ is: 'takenOver' });
    expect(filmingStatusOf({ ...known, isWanted: false, otherTab: 'ended' })).toEqual({ is: 'otherEnded' });
    expect(filmingStatusOf({ ...known, isWanted: true, otherTab: 'ended' })).toEqual({ is: 'asking' });
  });
});
