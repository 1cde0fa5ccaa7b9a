import './BatterySign.css';

/** From this per cent a phone should be charged. */
const lowBattery = 20;

export type Battery = { percent: number; isCharging: boolean };

/** How full a phone's battery is, with a bolt while it is being charged. The figure beside it says the same. */
export function BatterySign({ percent, isCharging }: Battery) {
  const level = Math.max(0, Math.min(100, percent));
  return (
    <svg
      className="battery"
      viewBox="0 0 22 12"
      aria-hidden="true"
      data-low={level <= lowBattery && !isCharging}
      data-charging={isCharging}
    >
      <rect x="0.6" y="0.6" width="18" height="10.8" rx="3" />
      <path d="M20.4 4v4" strokeLinecap="round" />
      <rect className="battery-level" x="2.2" y="2.2" width={(14.8 * level) / 100} height="7.6" rx="1.6" />
      {isCharging && <path className="battery-bolt" d="M10.8 0.6 5.6 6.8h3.4l-1 4.600 5.200-6.200H9.800z" />}
    </svg>
  );
}
