import type { Kind } from '../../shared/domain.ts';
import { createValue, type Value } from '../value.ts';
import type { Capture, DeviceOption } from './capture.ts';

export type DeviceList = { all: readonly DeviceOption[]; now: string | null };

type Parts = { kind: Kind; capture: Capture; current: Value<MediaStreamTrack | null> };

export type Devices = {
  list: Value<DeviceList>;
  /** This one is used as soon as it is opened. */
  chosen(deviceId: string): void;
  close(): void;
};

/** The cameras or microphones to choose from, and which is in use; empty until the browser has given permission. */
export function createDeviceList({ kind, capture, current }: Parts): Devices {
  const list = createValue<DeviceList>({ all: [], now: null });
  const update = async () => {
    const all = await capture.devices(kind).catch(() => []);
    list.set({ all, now: current.get()?.getSettings().deviceId ?? list.get().now });
  };
  const stops = [current.follow(() => void update()), capture.followDevices(() => void update())];
  return {
    list,
    chosen: (now) => list.change((known) => ({ ...known, now })),
    close() {
      for (const stop of stops) stop();
    },
  };
}
