import { describe, expect, it } from 'vitest';
import type { MediaStatus } from '../../shared/conversations/moderator.ts';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import type { RtpCapabilities, RtpParameters } from '../../shared/rtp.ts';
import { createRig, type Live } from '../support/rig.ts';
import { cameraId, videoParameters } from '../support/rtp.ts';

const rig = await createRig();
type Watched = { rtpCapabilities: RtpCapabilities };

const h264: RtpParameters = {
  ...videoParameters(4_000),
  codecs: [
    {
      mimeType: 'video/H264',
      payloadType: 96,
      clockRate: 90_000,
      parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
    },
  ],
};

const without = (mimeType: string, { codecs, headerExtensions }: RtpCapabilities): RtpCapabilities => ({
  headerExtensions,
  codecs: codecs.filter((codec) => codec.mimeType !== mimeType),
});

async function h264Phone(event: string, camera: number): Promise<Live & { send(): Promise<unknown> }> {
  const socket = await rig.socket('spectator', event);
  const wish = { cameraId: cameraId(camera), label: `Phone ${camera}`, place: { precision: 'off' } };
  const live = await socket.must<Live>('goLive', wish);
  const asked = { transport: live.transport.id, kind: 'video', rtpParameters: h264 };
  return { ...live, send: () => socket.must('produce', asked) };
}

describe('a viewer whose browser cannot play a codec', () => {
  it('is told so with its tiles, is not counted as watching, and moderators see how many there are', async () => {
    const { event, token } = await rig.openEvent();
    const phone = await h264Phone(event.id, 1);
    await phone.send();
    const { live: playable } = await rig.phone(event.id, 2);
    const viewer = await rig.socket('viewer', event.id);
    const { rtpCapabilities } = await viewer.must<Watched>('watch', {});
    const ids = [phone.perspective.id, playable.perspective.id];
    const tiles = ids.map((perspective) => ({ perspective, widthPx: 640, visible: true }));
    const poor = without('video/H264', rtpCapabilities);
    const change = await viewer.must<TilesChange>('wantTiles', { rtpCapabilities: poor, tiles, heard: null });
    expect(change.opened.map(({ perspective }) => perspective)).toEqual([playable.perspective.id]);
    expect(change.unplayable).toEqual([{ perspective: phone.perspective.id, kind: 'video' }]);

    const moderator = await rig.socket('moderator', event.id, token);
    await expect
      .poll(async () =>
        (await moderator.must<MediaStatus>('status', {})).perspectives
          .sort((a, b) => ids.indexOf(a.perspective) - ids.indexOf(b.perspective))
          .map(({ viewers, cannotPlay }) => ({ viewers, cannotPlay })),
      )
      .toEqual([
        { viewers: 0, cannotPlay: 1 },
        { viewers: 1, cannotPlay: 0 },
      ]);
    // A wish without it, and one of a browser that can, both end it.
    const less = await viewer.must<TilesChange>('wantTiles', {
      rtpCapabilities: poor,
      tiles: tiles.slice(1),
      heard: null,
    });
    expect(less.unplayable).toEqual([]);
    const all = await viewer.must<TilesChange>('wantTiles', { rtpCapabilities, tiles, heard: null });
    expect(all.opened.map(({ perspective }) => perspective)).toEqual([phone.perspective.id]);
  });

  it('is told by a notice if the phone begins to send later', async () => {
    const { event } = await rig.openEvent();
    const phone = await h264Phone(event.id, 3);
    const viewer = await rig.socket('viewer', event.id);
    const { rtpCapabilities } = await viewer.must<Watched>('watch', {});
    const asked = { rtpCapabilities: without('video/H264', rtpCapabilities), heard: null };
    const tiles = [{ perspective: phone.perspective.id, widthPx: 640, visible: true }];
    const change = await viewer.must<TilesChange>('wantTiles', { ...asked, tiles });
    expect(change.unplayable).toBeUndefined();
    await phone.send();
    const { unplayable } = await viewer.nextNotice<TilesChange>('tilesChanged');
    expect(unplayable).toEqual([{ perspective: phone.perspective.id, kind: 'video' }]);
  });
});
