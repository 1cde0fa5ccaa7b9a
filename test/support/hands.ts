import type { BrowserContext } from 'playwright-core';
import type { Kind } from '../../shared/domain.ts';

declare global {
  interface Window {
    __hands?: {
      /** Unplugs devices, or plugs them in again. */
      plug(kind: Kind, devices: string[], isIn: boolean): void;
      /** Ends open tracks without unplugging, as a call does, and gives the devices back; meanwhile none can be opened. */
      take(kind: Kind, isMuted: boolean): void;
      /** The device that was opened last. */
      inUse(kind: Kind): string | undefined;
      /** Frame size of the cameras from now on. */
      size: [width: number, height: number] | null;
    };
  }
}

/**
 * Fake capture devices that a test can unplug and resize (Chromium's cannot): two cameras, two microphones, `a` and `b`,
 * with the events that browsers send.
 */
export async function withHands(person: BrowserContext): Promise<void> {
  await person.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const settingsOf = MediaStreamTrack.prototype.getSettings;
    const names = new WeakMap<MediaStreamTrack, string>();
    const opened: MediaStreamTrack[] = [];
    const isIn: Record<Kind, Record<string, boolean>> = { video: { a: true, b: true }, audio: { a: true, b: true } };
    const isTaken: Record<Kind, boolean> = { video: false, audio: false };
    const there = (kind: Kind) => Object.keys(isIn[kind]).filter((device) => isIn[kind][device]);
    const newest = (kind: Kind) => opened.filter((track) => track.kind === kind).at(-1);

    MediaStreamTrack.prototype.getSettings = function () {
      const settings = settingsOf.call(this);
      const deviceId = names.get(this);
      return deviceId === undefined ? settings : { ...settings, deviceId, groupId: '' };
    };
    mediaDevices.enumerateDevices = async () =>
      (['video', 'audio'] as const).flatMap((kind) =>
        there(kind).map((deviceId) => {
          const device = { deviceId, groupId: '', label: deviceId, kind: `${kind}input` as const };
          return { ...device, toJSON: () => device };
        }),
      );
    const choose = (kind: Kind, wish: boolean | MediaTrackConstraints): string => {
      const { exact: wished, ideal } = ((typeof wish === 'object' && wish.deviceId) ||
        {}) as ConstrainDOMStringParameters;
      const preferred = there(kind).find((each) => each === ideal) ?? there(kind)[0];
      const device = wished === undefined ? preferred : there(kind).find((each) => each === wished);
      if (isTaken[kind]) throw new DOMException(kind, 'NotReadableError');
      if (device === undefined) throw new DOMException(kind, wished ? 'OverconstrainedError' : 'NotFoundError');
      return device;
    };
    mediaDevices.getUserMedia = async (wish = {}) => {
      const chosen = (['video', 'audio'] as const).flatMap((kind) =>
        wish[kind] ? [{ kind, device: choose(kind, wish[kind]) }] : [],
      );
      const size = window.__hands?.size;
      const video = size ? { width: { exact: size[0] }, height: { exact: size[1] } } : true;
      const stream = await open({ ...(wish.video ? { video } : {}), ...(wish.audio ? { audio: true } : {}) });
      for (const track of stream.getTracks()) {
        names.set(track, chosen.find(({ kind }) => kind === track.kind)?.device ?? '');
        opened.push(track);
      }
      return stream;
    };
    window.__hands = {
      size: null,
      inUse: (kind) => newest(kind)?.getSettings().deviceId,
      plug(kind, devices, isNowIn) {
        for (const device of devices) isIn[kind][device] = isNowIn;
        for (const track of opened) {
          const isMeant = track.kind === kind && devices.includes(names.get(track) ?? '');
          if (isNowIn || !isMeant || track.readyState === 'ended') continue;
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        mediaDevices.dispatchEvent(new Event('devicechange'));
      },
      take(kind, isNowTaken) {
        const track = newest(kind);
        isTaken[kind] = isNowTaken;
        if (track) Object.defineProperty(track, 'muted', { configurable: true, value: isNowTaken });
        track?.dispatchEvent(new Event(isNowTaken ? 'mute' : 'unmute'));
      },
    };
  });
}
