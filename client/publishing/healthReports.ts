import type { Health } from '../../shared/domain.ts';
import { sumOf, type UplinkHealth } from '../media/uplinkHealth.ts';
import { createValue, type Value } from '../value.ts';

/** Viewers see worse than this as blocks and freezes. */
const poorLossShare = 0.1;

/** Fewer packets say little about loss: while nobody watches, a phone sends ten a second. */
const minPackets = 100;
const checkEveryMs = 2_000;
/** Checks over which loss is counted: 10 s. */
const weighedChecks = 5;
/** Congestion control needs a few seconds at the start and after each new layer: only what lasts 6 s is poor. */
const starvedChecks = 3;

/** Judges the last checks, the newest last. */
export function isPoorUplink(checks: readonly UplinkHealth[]): boolean {
  const { sent, lost } = sumOf(checks.slice(-weighedChecks));
  if (lost > poorLossShare * Math.max(sent, minPackets)) return true;
  const newest = checks.slice(-starvedChecks);
  return newest.length === starvedChecks && newest.every(({ isStarved }) => isStarved);
}
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
  let checks: UplinkHealth[] = [];

  const check = async (uplink: Measured) => {
    const health = await uplink.health().catch(() => null);
    if (uplink !== measured) return;
    if (performance.now() - reportedAt >= reportEveryMs) {
      reportedAt = performance.now();
      void healthOf(isPoor.get())
        .then(report)
        .catch(() => undefined);
    }
    if (health) checks = [...checks, health].slice(-weighedChecks);
    isPoor.set(isPoorUplink(checks));
    timer = setTimeout(check, checkEveryMs, uplink);
  };
  const stop = () => {
    clearTimeout(timer);
    measured = null;
    checks = [];
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
