import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConsumerWish, createTileConsumer } from '../../server/media/tileConsumer.ts';

/** A consumer whose worker answers at once and whose bandwidth the test decides: real bandwidth here is never short. */
class ScriptedConsumer extends EventEmitter {
  readonly id = 'consumer';
  readonly type = 'simulcast';
  readonly observer = new EventEmitter();
  readonly rtpParameters = {};
  closed = false;
  paused = true;
  priority = 1;
  score = { score: 10, producerScore: 10, producerScores: [10, 10, 10] };
  readonly requests: string[] = [];

  async pause() {
    this.requests.push('pause');
    this.paused = true;
    this.emit('layerschange', undefined);
  }
  async resume() {
    this.requests.push('resume');
    this.paused = false;
  }
  async setPriority(priority: number) {
    this.requests.push(`priority ${priority}`);
    this.priority = priority;
  }
  async enableTraceEvent() {}
  async setPreferredLayers({ spatialLayer, temporalLayer }: types.ConsumerLayers) {
    this.requests.push(`layer ${spatialLayer}${temporalLayer === undefined ? '' : `.${temporalLayer}`}`);
  }
  close() {
    this.closed = true;
  }
}

const wish: ConsumerWish = { flows: true, layer: 1, temporalLayer: null, priority: 1 };

function open(wait: () => Promise<void> = () => Promise.resolve()) {
  const scripted = new ScriptedConsumer();
  const notices: string[] = [];
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
    keyFrameThrottle: { wait },
    keyFrameMs: () => keyFrameMs,
    followSoundMapping: () => () => undefined,
  } as const;
  const tile = createTileConsumer(scripted as unknown as types.Consumer, source, wish, {
    starved: (isStarved) => notices.push(isStarved ? 'starved' : 'fed'),
    layerChanged: (layer) => notices.push(`layer ${layer}`),
    rtpMapped: ({ rtp, phoneMs }) => notices.push(`${rtp} captured at ${phoneMs}`),
  });
  const flow = (spatialLayer: number | undefined) =>
    scripted.emit('layerschange', spatialLayer === undefined ? undefined : { spatialLayer });
  /** A key frame that the phone captured at `phoneMs` is sent to the viewer with this RTP time. */
  const sendKeyFrame = (rtp: number, phoneMs: number | null, isRtx = false) => {
    keyFrameMs = phoneMs;
    const info = { isRtx, rtpPacket: { ssrc: 1, timestamp: rtp } };
    scripted.emit('trace', { type: 'keyframe', direction: 'out', timestamp: 0, info });
  };
  return { scripted, notices, tile, flow, sendKeyFrame, warmLayers };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const advance = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('a tile for which there is no bandwidth', () => {
  it('is reported as starved a moment after its picture stopped, and as fed when it moves again', async () => {
    const { tile, notices, flow } = open();
    tile.confirm();
    await advance();
    flow(1);
    flow(undefined);
    expect(notices).toEqual([]);
    await advance(600);
    expect(notices).toEqual(['starved']);
    flow(0);
    expect(notices).toEqual(['starved', 'fed', 'layer 0']);
  });

  it('is reported as starved if its picture never began', async () => {
    const { tile, notices } = open();
    tile.confirm();
    await advance(3_100);
    expect(notices).toEqual(['starved']);
  });

  it('is not one whose phone sends nothing, or which is out of sight', async () => {
    const silent = open();
    silent.tile.confirm();
    await advance();
    silent.flow(1);
    silent.scripted.score = { score: 10, producerScore: 0, producerScores: [0, 0, 0] };
    silent.flow(undefined);
    const hidden = open();
    hidden.tile.confirm();
    await advance();
    hidden.flow(1);
    await hidden.tile.apply({ ...wish, flows: false });
    await advance(5_000);
    expect([...silent.notices, ...hidden.notices]).toEqual([]);
  });

  it('is served after the focused one', async () => {
    const { tile, scripted } = open();
    await tile.apply({ ...wish, priority: 10 });
    expect(scripted.requests).toEqual(['priority 10']);
  });
});

describe('a step that needs a key frame', () => {
  it('waits for the throttle, and then applies the newest wish', async () => {
    const { tile, scripted } = open(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    tile.confirm();
    await tile.apply({ ...wish, layer: 2 });
    await tile.apply({ ...wish, layer: 0 });
    expect(scripted.requests).toEqual(['layer 2', 'layer 0']);
    await advance(1_000);
    expect(scripted.requests).toEqual(['layer 2', 'layer 0', 'resume']);
    await tile.apply({ ...wish, layer: 2 });
    expect(scripted.requests).toHaveLength(3);
    await tile.apply({ ...wish, layer: 1, flows: false });
    await advance(1_000);
    expect(scripted.requests.slice(3)).toEqual(['pause', 'layer 1']);
    expect(scripted.paused).toBe(true);
  });
});

describe('fewer frames', () => {
  it('are requested at once, without a key frame, and kept through a switch of layers', async () => {
    const { tile, scripted } = open(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    tile.confirm();
    await advance(1_000);
    await tile.apply({ ...wish, temporalLayer: 1 });
    expect(scripted.requests).toEqual(['resume', 'layer 1.1']);
    await tile.apply({ ...wish, layer: 0, temporalLayer: 1 });
    await advance(1_000);
    await tile.apply({ ...wish, layer: 0 });
    expect(scripted.requests.slice(2)).toEqual(['layer 0.1', 'layer 0']);
  });
});

describe('the mapping of RTP times to capture times', () => {
  it('is sent where a switch of layers shifted RTP times, and nowhere else', () => {
    const { notices, sendKeyFrame } = open();
    sendKeyFrame(90_000, null);
    sendKeyFrame(90_000, 1_000);
    sendKeyFrame(90_000 + 90 * 500, 1_502);
    sendKeyFrame(90_000 + 90 * 600, 1_533, true);
    sendKeyFrame(90_000 + 90 * 700, 1_667);
    expect(notices).toEqual(['90000 captured at 1000', '153000 captured at 1667']);
  });
});

describe('a larger layer', () => {
  it('is requested once it is warm, through the throttle, until it stops', async () => {
    const { scripted, tile, warmLayers } = open();
    tile.confirm();
    await advance();
    warmLayers.set(0);
    await advance();
    scripted.requests.length = 0;
    await tile.apply({ ...wish, layer: 2 });
    await advance(10_000);
    expect(scripted.requests).toEqual([]);
    warmLayers.set(1);
    await advance();
    expect(scripted.requests).toEqual(['layer 1']);
    warmLayers.set(2);
    await advance();
    warmLayers.set(1);
    await advance();
    expect(scripted.requests).toEqual(['layer 1', 'layer 2', 'layer 1']);
  });

  it('is not requested after its tile closed', async () => {
    const { scripted, tile, warmLayers } = open();
    tile.confirm();
    await advance();
    scripted.observer.emit('close');
    tile.close();
    scripted.requests.length = 0;
    warmLayers.set(0);
    await advance();
    expect(scripted.requests).toEqual([]);
    expect(warmLayers.followers()).toBe(0);
  });
});
