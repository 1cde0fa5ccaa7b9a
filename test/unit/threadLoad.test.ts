import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchThread } from '../../client/viewing/session/threadLoad.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('the time in which a page’s thread is not free is counted, also before its timer comes', () => {
  let at = 0;
  const thread = watchThread(() => at);
  const run = (ms: number) => {
    at += ms;
    vi.advanceTimersByTime(50);
  };
  for (let tick = 0; tick < 10; tick += 1) run(52);
  expect(thread.blockedMs()).toBe(0);
  run(350);
  at += 400;
  expect(thread.blockedMs()).toBe(300 + 350);
  expect(thread.blockedMs()).toBe(0);
  thread.close();
});
