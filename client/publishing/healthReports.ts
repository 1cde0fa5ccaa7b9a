import type { Health } from '../../shared/domain.ts';
import type { UplinkHealth } from '../media/uplink.ts';

/** Worse than this is seen as blocks and freezes by who watches. */
const poorLossShare = 0.1;

export const isPoorWay = ({ isStarved, lossShare }: UplinkHealth): boolean => isStarved || lossShare > poorLossShare;

/** Moderators look at it now and then. */
const everyMs = 10_000;

/** TypeScript's own type lacks it; Chromium alone tells pages of the battery. */
type Battery = { level: number; charging: boolean };
type WithBattery = { getBattery?(): Promise<Battery> };

/** Tells moderators, and nobody else, how this phone fares; called as often as one likes. */
export function createHealthReports(report: (health: Health) => Promise<unknown>) {
  let lastAt = Number.NEGATIVE_INFINITY;
  return async (isPoor: boolean): Promise<void> => {
    if (performance.now() - lastAt < everyMs) return;
    lastAt = performance.now();
    const battery = (await (navigator as WithBattery).getBattery?.().catch(() => null)) ?? null;
    const health: Health = {
      battery: battery && Math.round(battery.level * 100),
      isCharging: battery?.charging ?? null,
      network: isPoor ? 'poor' : 'good',
    };
    await report(health).catch(() => undefined);
  };
}
