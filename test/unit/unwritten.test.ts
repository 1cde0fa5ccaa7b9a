import { describe, expect, it } from 'vitest';
import { createKeyedQueue } from '../../server/events/keyedQueue.ts';
import { createUnwritten } from '../../server/events/unwritten.ts';

describe('decisions that are not written yet', () => {
  const decided = (write: () => Promise<unknown>) => ({ camera: 'camera', patch: { hidden: true }, write });

  it('are not written once their perspective was taken back, even if they wait in its queue by then', async () => {
    const inCameraQueue = createKeyedQueue();
    const unwritten = createUnwritten(inCameraQueue);
    const written: string[] = [];
    unwritten.add(
      'one',
      'hide',
      decided(async () => written.push('hide')),
    );
    const takenBack = Promise.withResolvers<void>();
    const takingBack = inCameraQueue('camera', () => takenBack.promise);
    const writing = unwritten.write();
    unwritten.forget('one');
    takenBack.resolve();
    await Promise.all([takingBack, writing]);
    expect(written).toEqual([]);
  });

  it('are held up by their own fault alone, and are written once it is gone', async () => {
    const unwritten = createUnwritten(createKeyedQueue());
    const written: string[] = [];
    let isBroken = true;
    const writeBroken = async () => {
      if (isBroken) throw new Error('a record at fault');
      written.push('hide');
    };
    unwritten.add('one', 'hide', decided(writeBroken));
    unwritten.add(
      'one',
      'blackout',
      decided(async () => written.push('blackout')),
    );
    unwritten.add(
      'two',
      'hide',
      decided(async () => written.push('two')),
    );
    await expect(unwritten.write()).rejects.toThrow('at fault');
    expect(written.sort()).toEqual(['blackout', 'two']);
    isBroken = false;
    await unwritten.write();
    expect(written).toEqual(['blackout', 'two', 'hide']);
  });
});
