import type { Kind } from '../../shared/domain.ts';
import type { SerialQueue } from '../../shared/serialQueue.ts';
import { createValue, type Value } from '../value.ts';
import type { Capture, DeviceName } from './capture.ts';
import { createRetries } from './retries.ts';
import { followTrackHealth } from './trackHealth.ts';

type Track = MediaStreamTrack | null;

/** `missing`: the device is not connected; `silent`: it is connected, but delivers no media. */
export type Loss = 'missing' | 'silent';

/** One camera or microphone. Until it is dropped, it is reopened whenever it is lost. */
export type Input = {
  /** The open track, even while lost: a preview notices its first new frame. */
  current: Value<Track>;
  /** The open track; null while lost. */
  track: Value<Track>;
  loss: Value<Loss | null>;
  /** Uses this track from now on; null if it could not be opened and is to be retried. */
  take(track: Track): void;
  /** Stops the track, but keeps it in `current` until the next one comes. */
  release(): void;
  /** Replaces the track by a fresh one. */
  renew(): Promise<void>;
  /** Uses this device from now on, or the former one if it cannot be opened. */
  choose(device: DeviceName): Promise<void>;
  /** Media stopped or resumed, whatever the track itself reports. */
  reportLost(isLost: boolean): void;
  /** Retries at once, even if permission was denied before. */
  retry(): void;
  drop(): void;
  close(): void;
};

/** After this any other device will do. */
const otherAfterMs = 3_000;

type Parts = {
  kind: Kind;
  capture: Capture;
  /** Opens this device; null: any that suits. */
  ask(deviceId: string | null): Promise<MediaStreamTrack>;
  enqueue: SerialQueue;
};

const isSame = (one: DeviceName, other: DeviceName) =>
  one.deviceId === other.deviceId && (!one.groupId || !other.groupId || one.groupId === other.groupId);

const nameOf = (track: MediaStreamTrack): DeviceName => {
  const { deviceId, groupId } = track.getSettings();
  return { deviceId, groupId };
};

export function createInput({ kind, capture, ask, enqueue }: Parts): Input {
  const current = createValue<Track>(null);
  const track = createValue<Track>(null);
  const loss = createValue<Loss | null>(null);
  /** The requested device; another one replaces it only while it is not connected. */
  let chosen: DeviceName = {};
  let lostAt = 0;
  let isWanted = false;
  let isRefused = false;
  let unfollow = () => {};

  const lose = () => {
    if (!isWanted || loss.get()) return;
    lostAt = performance.now();
    loss.set('silent');
    track.set(null);
    void updateLoss();
    retries.start();
  };
  const updateLoss = async () => {
    const isThere = await capture.has(kind, chosen).catch(() => true);
    if (loss.get()) loss.set(isThere ? 'silent' : 'missing');
  };
  const find = () => {
    const now = current.get();
    if (!loss.get() || !now || now.readyState === 'ended' || now.muted) return;
    retries.stop();
    loss.set(null);
    track.set(now);
  };
  const release = () => {
    unfollow();
    current.get()?.stop();
  };
  const hold = (next: MediaStreamTrack) => {
    release();
    isRefused = false;
    retries.stop();
    current.set(next);
    loss.set(null);
    track.set(next);
    unfollow = followTrackHealth(next, (isWell) => (isWell ? find() : lose()));
  };

  /** Phones open a camera or microphone only once, so the old track is stopped first. */
  const renew = async (mayBeOther: boolean) => {
    release();
    const { deviceId = null } = chosen;
    const orOther = (error: unknown) => {
      if (!mayBeOther || deviceId === null) throw error;
      return ask(null);
    };
    const fresh = await ask(deviceId).catch(orOther);
    if (!isWanted) return fresh.stop();
    // The first device counts as the requested one.
    if (deviceId === null) chosen = nameOf(fresh);
    hold(fresh);
  };
  const attempt = () =>
    enqueue(async () => {
      if (!isWanted || !loss.get() || isRefused) return;
      await renew(performance.now() - lostAt > otherAfterMs).catch(async (error: unknown) => {
        isRefused = await capture.isRefused(kind, error);
      });
    });
  const retries = createRetries(attempt);

  const checkDevices = async () => {
    const now = current.get();
    if (!isWanted || !now) return;
    if (loss.get()) void updateLoss();
    // The requested device is back while another one replaces it.
    else if (!isSame(nameOf(now), chosen) && (await capture.has(kind, chosen))) lose();
    retries.hurry();
  };
  const unfollowDevices = capture.followDevices(() => void checkDevices().catch(() => undefined));

  const drop = () => {
    isWanted = false;
    retries.stop();
    release();
    for (const value of [current, track]) value.set(null);
    loss.set(null);
  };

  return {
    current,
    track,
    loss,
    take(next) {
      isWanted = true;
      if (next) {
        chosen = nameOf(next);
        hold(next);
      } else lose();
    },
    release,
    async renew() {
      isWanted = true;
      await renew(true).catch(lose);
    },
    async choose(device) {
      const before = chosen;
      chosen = device;
      if (!isWanted) return;
      const goBack = () => {
        chosen = before;
        return renew(true);
      };
      await renew(false).catch(goBack).catch(lose);
    },
    reportLost: (isLost) => (isLost ? lose() : find()),
    retry() {
      isRefused = false;
      retries.hurry();
    },
    drop,
    close() {
      unfollowDevices();
      drop();
    },
  };
}
