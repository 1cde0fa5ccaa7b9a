import { describe, expect, it } from 'vitest';
import { createFreezes } from '../../client/sync/freezes.ts';

/** Looks ten times a second for so long; `moving` have a new frame at each look. */
function createWorld() {
  const expected = new Set(['a', 'b']);
  const freezes = createFreezes((perspective) => expected.has(perspective));
  const frames = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  let at = 10_000;
  return {
    expected,
    frames,
    run(ms: number, ...moving: string[]) {
      for (const until = at + ms; at < until; ) {
        at += 100;
        for (const id of moving) frames.set(id, (frames.get(id) ?? 0) + 1);
        freezes.step(frames, at);
      }
    },
    sleep(ms: number) {
      at += ms;
    },
    frozen: () => ['a', 'b'].filter((id) => freezes.isFrozen(id)),
    since: (id: string) => freezes.frozenSince(id).get(),
    all: () => freezes.isAllFrozen.get(),
  };
}

describe('a picture', () => {
  it('is frozen between one and two seconds after its last frame, since that frame', () => {
    const world = createWorld();
    world.run(3_000, 'a', 'b');
    world.run(1_000, 'b');
    expect(world.frozen()).toEqual([]);
    world.run(1_000, 'b');
    expect(world.frozen()).toEqual(['a']);
    expect(world.since('a')).toBe(13_000);
    expect(world.all()).toBe(false);
    world.run(100, 'a', 'b');
    expect(world.frozen()).toEqual([]);
  });

  it('stays frozen over a new transport, until its first new frame; all of them at once are more than one phone', () => {
    const world = createWorld();
    world.run(1_000, 'a', 'b');
    world.run(2_000);
    expect(world.frozen()).toEqual(['a', 'b']);
    expect(world.all()).toBe(true);
    world.frames.clear();
    world.run(500);
    world.frames.set('a', 0).set('b', 0);
    world.run(500);
    expect(world.frozen()).toEqual(['a', 'b']);
    expect(world.since('b')).toBe(11_000);
    world.run(100, 'a');
    expect(world.frozen()).toEqual(['b']);
    expect(world.all()).toBe(false);
  });

  it('is not frozen where no frame is to be expected, before its first one, or while the page itself did not run', () => {
    const world = createWorld();
    world.run(1_000, 'a', 'b');
    world.expected.delete('b');
    world.run(3_000, 'a');
    expect(world.frozen()).toEqual([]);
    world.expected.add('b');
    world.run(1_000, 'a');
    expect(world.frozen()).toEqual([]);
    world.run(1_000, 'a');
    expect(world.since('b')).toBe(11_000);

    const first = createWorld();
    first.frames.set('a', 0).set('b', 0);
    first.run(5_000);
    expect(first.frozen()).toEqual([]);

    const busy = createWorld();
    busy.run(1_000, 'a', 'b');
    busy.sleep(20_000);
    busy.run(100);
    expect(busy.frozen()).toEqual([]);
  });
});
