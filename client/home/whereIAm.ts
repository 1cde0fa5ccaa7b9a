import type { Position } from '../../shared/domain.ts';

/** Why there is no position: the person or the browser said no, or the device does not know. */
export class PlaceUnknown extends Error {
  readonly isDenied: boolean;
  constructor(isDenied: boolean) {
    super(isDenied ? 'the position may not be read' : 'the position cannot be found');
    this.isDenied = isDenied;
  }
}

/** A phone indoors needs several seconds for its first position. */
const findWithinMs = 12_000;

/** Where this device is, asked for once; the browser asks the person. */
export function whereIAm({ isFine }: { isFine: boolean }): Promise<Position> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      ({ code, PERMISSION_DENIED }) => reject(new PlaceUnknown(code === PERMISSION_DENIED)),
      { enableHighAccuracy: isFine, timeout: findWithinMs, maximumAge: 60_000 },
    );
  });
}
