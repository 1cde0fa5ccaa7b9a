import './DeviceNotice.css';
import { type DeviceShown, givenUpOf } from './givenUp.ts';

/** Says beside the figure that this device shows less than is there; opens the panel. */
export function DeviceNotice({ device, onOpen }: { device: DeviceShown; onOpen(): void }) {
  const givenUp = givenUpOf(device);
  return (
    <span className="device-notice" role="status">
      {givenUp && (
        <button type="button" className="pill" data-device-notice onClick={onOpen}>
          {givenUp}
        </button>
      )}
    </span>
  );
}
