import type { Health } from '../../shared/domain.ts';
import type { UplinkHealth } from '../media/uplink.ts';
import { createValue, type Value } from '../value.ts';

/** Viewers see worse than this as blocks and freezes. */
const poorLossShare = 0.1;

const isPoorUplink = ({ isStarved, lossShare }: UplinkHealth): boolean => isStarved || lossShare > poorLossShare;

const checkEveryMs = 2_000;
/** Moderators glance at it now and then. */
const reportEveryMs = 10_000;

/** TypeScript's own type lacks it; only Chromium has a battery API. */
type Battery = { level: number; charging: boolean };
type WithBattery = { getBattery?(): Promise<Battery> };
type Measured = { health(): Promise<UplinkHealth> };

async function healthOf(isPoor: boolean): Promise<Health> {
  const battery = (await (navigator as WithBattery).getBattery?.().catch(() => null)) ?? null;
  return {
    battery: battery && Math.round(battery.level * 100),
    isCharging: battery?.charging ?? null,
    network: isPoor ? 'poor' : 'good',
  };
}

export type HealthReports = {
  /** Whether viewers are likely to see that the uplink suffers. */
  isPoor: Value<boolean>;
  /** Measures this uplink from now on, instead of the previous one. */
  follow(uplink: Measured): void;
  stop(): void;
};

/** Measures the uplink, and reports this phone's health to moderators only. */
export function createHealthReports(report: (health: Health) => Promise<unknown>): HealthReports {
  const isPoor = createValue(false);
  let reportedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let measured: Measured | null = null;

  const check = async (uplink: Measured) => {
    const health = await uplink.health().catch(() => null);
    if (uplink !== measured) return;
    if (performance.now() - reportedAt >= reportEveryMs) {
      reportedAt = performance.now();
      void healthOf(isPoor.get())
        .then(report)
        .catch(() => undefined);
    }
    if (health) isPoor.set(isPoorUplink(health));
    timer = setTimeout(check, checkEveryMs, uplink);
  };
  const stop = () => {
    clearTimeout(timer);
    measured = null;
  };

  return {
    isPoor,
    follow(uplink) {
      stop();
      measured = uplink;
      timer = setTimeout(check, checkEveryMs, uplink);
    },
    stop,
  };
}
