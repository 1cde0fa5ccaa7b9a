import { describe, expect, it } from 'vitest';
import { keyFramesOf, smallLayers } from '../support/fakePhone.ts';
import { filmingOn } from '../support/filming.ts';
import { createRig } from '../support/rig.ts';

const rig = await createRig({ isPlain: true });
const { film, view } = filmingOn(rig);
const { event } = await rig.openEvent();
const { id: perspective, phone } = await film(event.id, 1);
const soon = { interval: 50 };

describe('what a viewer receives follows its tile', () => {
  it('switches up and down to the layer that fills it', async () => {
    const viewer = await view(event.id);
    const width = () => viewer.shown(perspective).widthPx;
    await viewer.want([{ perspective, widthPx: 200 }]);
    await expect.poll(width, soon).toBe(320);
    await viewer.want([{ perspective, widthPx: 1_280 }]);
    await expect.poll(width, soon).toBe(1_280);
    expect((await viewer.socket.nextNotice<{ layer: number }>('layerChanged', ({ layer }) => layer === 2)).layer).toBe(
      2,
    );
    await viewer.want([{ perspective, widthPx: 600 }]);
    await expect.poll(width, soon).toBe(640);
  });

  it('has fewer frames for a device that is busy, and all again', async () => {
    const layered = smallLayers.map((layer) => ({ ...layer, hasTemporalLayers: true }));
    const { id } = await film(event.id, 3, layered);
    const viewer = await view(event.id);
    const highest = () => Math.max(...viewer.shown(id).temporalLayers);
    await viewer.want([{ perspective: id, widthPx: 320 }]);
    await expect.poll(highest, soon).toBe(2);
    await viewer.want([{ perspective: id, widthPx: 320, maxFramerate: 10 }]);
    await expect.poll(highest, soon).toBe(1);
    await viewer.want([{ perspective: id, widthPx: 320, maxFramerate: 1 }]);
    await expect.poll(highest, soon).toBe(0);
    await viewer.want([{ perspective: id, widthPx: 320 }]);
    await expect.poll(highest, soon).toBe(2);
  });

  it('pauses hidden tiles, keeps their consumers, and resumes at once', async () => {
    const viewer = await view(event.id);
    const packets = () => viewer.shown(perspective).packets;
    const { opened } = await viewer.want([{ perspective }]);
    expect(opened).toHaveLength(1);
    await expect.poll(packets, soon).toBeGreaterThan(0);
    expect(await viewer.want([{ perspective, visible: false }])).toEqual({ opened: [], closed: [] });
    // Packets in flight arrive before a later request is answered.
    await viewer.socket.must('exchangeTime', {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    const paused = packets();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(packets()).toBe(paused);
    expect(await viewer.want([{ perspective, visible: true }])).toEqual({ opened: [], closed: [] });
    await expect.poll(packets, { interval: 20 }).toBeGreaterThan(paused);
    expect((await viewer.want([])).closed).toEqual(opened.map((each) => each.id));
  });

  it('sends nothing before it is visible, although its consumer is ready', async () => {
    const viewer = await view(event.id);
    await viewer.want([{ perspective, visible: false }]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(viewer.shown(perspective).packets).toBe(0);
    await viewer.want([{ perspective }]);
    await expect.poll(() => viewer.shown(perspective).packets, soon).toBeGreaterThan(0);
  });

  it('does not wait for layers that are never sent, and falls back when one stops', async () => {
    phone.send([0]);
    const viewer = await view(event.id);
    const width = () => viewer.shown(perspective).widthPx;
    await viewer.want([{ perspective, widthPx: 1_280 }]);
    await expect.poll(width, soon).toBe(320);
    phone.send([0, 1, 2]);
    await expect.poll(width, soon).toBe(1_280);
    phone.send([0, 1]);
    await expect.poll(width, soon).toBe(640);
    phone.send([0, 1, 2]);
  });

  it('answers a storm of resizes with the last wish, opening each consumer once', async () => {
    const viewer = await view(event.id);
    const wishes = Array.from({ length: 40 }, (_, index) => viewer.want([{ perspective, widthPx: 100 + 30 * index }]));
    const changes = await Promise.all(wishes);
    expect(changes.flatMap(({ opened }) => opened)).toHaveLength(1);
    await expect.poll(() => viewer.shown(perspective).widthPx, soon).toBe(1_280);
  });

  it('asks the phone for key frames of all layers together, once a second, for any number of resizes', async () => {
    const another = (await rig.openEvent()).event.id;
    const { id, phone: fresh } = await film(another, 2);
    const viewers = [await view(another), await view(another), await view(another)];
    // Once the worker knows all layers, it switches none by itself.
    await viewers[0]?.want([{ perspective: id, widthPx: 1_280 }]);
    await expect.poll(() => viewers[0]?.shown(id).widthPx, soon).toBe(1_280);
    const from = fresh.asked.length;
    const startedAt = performance.now();
    for (let step = 0; step < 15; step += 1) {
      const widthPx = [320, 640, 1_280][step % 3];
      await viewers[step % 3]?.want([{ perspective: id, widthPx }]);
      await new Promise((resolve) => setTimeout(resolve, 270));
      await viewers[(step + 1) % 3]?.want([]);
    }
    const made = keyFramesOf(fresh.asked.slice(from));
    expect(made.length).toBeGreaterThan(2);
    // Without the throttle, requests merged only per layer by the worker would be twice as many.
    expect(made.length).toBeLessThanOrEqual(Math.ceil((performance.now() - startedAt) / 1_000) + 1);
  });

  it('refuses more tiles than fit on a screen, and impossible sizes', async () => {
    const { socket, watched } = await view(event.id);
    const codeOf = async (tiles: object[]) => {
      const answer = await socket.ask('wantTiles', { rtpCapabilities: watched.rtpCapabilities, tiles, heard: null });
      return answer.ok ? 'accepted' : answer.refusal.code;
    };
    const tile = { perspective, widthPx: 640, visible: true };
    expect(await codeOf(Array(300).fill(tile))).toBe('badMessage');
    expect(await codeOf([{ ...tile, widthPx: 1e9 }])).toBe('badMessage');
    expect(await codeOf([{ ...tile, layer: 9 }])).toBe('badMessage');
    expect(await codeOf([{ ...tile, maxFramerate: 0 }])).toBe('badMessage');
    expect(await codeOf([{ ...tile, isFocused: true }])).toBe('accepted');
  });
});
