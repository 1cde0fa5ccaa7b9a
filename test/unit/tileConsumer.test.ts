import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConsumerWish, createTileConsumer } from '../../server/media/tileConsumer.ts';

/** A consumer whose worker answers at once, and whose bandwidth this test decides: no worker here has too little. */
class ScriptedConsumer extends EventEmitter {
  readonly id = 'consumer';
  readonly type = 'simulcast';
  readonly observer = new EventEmitter();
  readonly rtpParameters = {};
  closed = false;
  paused = true;
  priority = 1;
  score = { score: 10, producerScore: 10, producerScores: [10, 10, 10] };
  readonly asked: string[] = [];

  async pause() {
    this.asked.push('pause');
    this.paused = true;
    this.emit('layerschange', undefined);
  }
  async resume() {
    this.asked.push('resume');
    this.paused = false;
  }
  async setPriority(priority: number) {
    this.asked.push(`priority ${priority}`);
    this.priority = priority;
  }
  async enableTraceEvent() {}
  async setPreferredLayers({ spatialLayer }: { spatialLayer: number }) {
    this.asked.push(`layer ${spatialLayer}`);
  }
  close() {
    this.closed = true;
  }
}

const wish: ConsumerWish = { flows: true, layer: 1, priority: 1 };

function open(take: () => Promise<void> = () => Promise.resolve()) {
  const scripted = new ScriptedConsumer();
  const told: string[] = [];
  let keyFrameMs: number | null = null;
  let highest = 2;
  const followers = new Set<() => void>();
  const warmLayers = {
    highest: () => highest,
    follow(changed: () => void) {
      followers.add(changed);
      return () => followers.delete(changed);
    },
    followers: () => followers.size,
    set(next: number) {
      highest = next;
      for (const each of followers) each();
    },
  };
  const source = {
    warmLayers,
    perspective: 'p',
    kind: 'video',
    producer: 'x',
    keyFrames: { take },
    keyFrameMs: () => keyFrameMs,
  } as const;
  const tile = createTileConsumer(scripted as unknown as types.Consumer, source, wish, {
    starved: (isStarved) => told.push(isStarved ? 'starved' : 'fed'),
    layerChanged: (layer) => told.push(`layer ${layer}`),
    rtpMapped: ({ rtp, phoneMs }) => told.push(`frame ${rtp} is of ${phoneMs}`),
  });
  const flow = (spatialLayer: number | undefined) =>
    scripted.emit('layerschange', spatialLayer === undefined ? undefined : { spatialLayer });
  /** A key frame that the phone took at `phoneMs` is sent on with this RTP time. */
  const sendKeyFrame = (rtp: number, phoneMs: number | null, isRtx = false) => {
    keyFrameMs = phoneMs;
    const info = { isRtx, rtpPacket: { ssrc: 1, timestamp: rtp } };
    scripted.emit('trace', { type: 'keyframe', direction: 'out', timestamp: 0, info });
  };
  return { scripted, told, tile, flow, sendKeyFrame, warmLayers };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a tile for which there is no bandwidth', () => {
  it('says so a moment after its picture stopped, and again when it moves', async () => {
    const { tile, told, flow } = open();
    tile.confirm();
    await pass();
    flow(1);
    flow(undefined);
    expect(told).toEqual([]);
    await pass(600);
    expect(told).toEqual(['starved']);
    flow(0);
    expect(told).toEqual(['starved', 'fed', 'layer 0']);
  });

  it('says so where it never began', async () => {
    const { tile, told } = open();
    tile.confirm();
    await pass(3_100);
    expect(told).toEqual(['starved']);
  });

  it('is not one whose phone sends nothing, or which is out of sight', async () => {
    const silent = open();
    silent.tile.confirm();
    await pass();
    silent.flow(1);
    silent.scripted.score = { score: 10, producerScore: 0, producerScores: [0, 0, 0] };
    silent.flow(undefined);
    const hidden = open();
    hidden.tile.confirm();
    await pass();
    hidden.flow(1);
    await hidden.tile.follow({ ...wish, flows: false });
    await pass(5_000);
    expect([...silent.told, ...hidden.told]).toEqual([]);
  });

  it('is served after the focused one', async () => {
    const { tile, scripted } = open();
    await tile.follow({ ...wish, priority: 10 });
    expect(scripted.asked).toEqual(['priority 10']);
  });
});

describe('what needs a key frame', () => {
  it('waits for its turn, and is then done as it is wished by then', async () => {
    const { tile, scripted } = open(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    tile.confirm();
    await tile.follow({ ...wish, layer: 2 });
    await tile.follow({ ...wish, layer: 0 });
    expect(scripted.asked).toEqual(['layer 2', 'layer 0']);
    await pass(1_000);
    expect(scripted.asked).toEqual(['layer 2', 'layer 0', 'resume']);
    await tile.follow({ ...wish, layer: 2 });
    expect(scripted.asked).toHaveLength(3);
    await tile.follow({ ...wish, layer: 1, flows: false });
    await pass(1_000);
    expect(scripted.asked.slice(3)).toEqual(['pause', 'layer 1']);
    expect(scripted.paused).toBe(true);
  });
});

describe('how RTP times are to be read', () => {
  it('is told where a switch of layers moved them, and nowhere else', () => {
    const { told, sendKeyFrame } = open();
    sendKeyFrame(90_000, null);
    sendKeyFrame(90_000, 1_000);
    sendKeyFrame(90_000 + 90 * 500, 1_502);
    sendKeyFrame(90_000 + 90 * 600, 1_533, true);
    sendKeyFrame(90_000 + 90 * 700, 1_667);
    expect(told).toEqual(['frame 90000 is of 1000', 'frame 153000 is of 1667']);
  });
});

describe('a larger layer', () => {
  it('is asked for once the worker uses it, in its turn, and no longer once it has stopped', async () => {
    const { scripted, tile, warmLayers } = open();
    tile.confirm();
    await pass();
    warmLayers.set(0);
    await pass();
    scripted.asked.length = 0;
    await tile.follow({ ...wish, layer: 2 });
    await pass(10_000);
    expect(scripted.asked).toEqual([]);
    warmLayers.set(1);
    await pass();
    expect(scripted.asked).toEqual(['layer 1']);
    warmLayers.set(2);
    await pass();
    warmLayers.set(1);
    await pass();
    expect(scripted.asked).toEqual(['layer 1', 'layer 2', 'layer 1']);
  });

  it('is nobody’s once its tile is closed', async () => {
    const { scripted, tile, warmLayers } = open();
    tile.confirm();
    await pass();
    scripted.observer.emit('close');
    tile.close();
    scripted.asked.length = 0;
    warmLayers.set(0);
    await pass();
    expect(scripted.asked).toEqual([]);
    expect(warmLayers.followers()).toBe(0);
  });
});
