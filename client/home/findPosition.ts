import type { Position } from '../../shared/domain.ts';

/** Denied by the person or the browser, no secure context, or not known to the device. */
export type NoPlace = 'denied' | 'insecure' | 'unknown';

export class PlaceUnknown extends Error {
  readonly why: NoPlace;
  constructor(why: NoPlace) {
    super(why);
    this.why = why;
  }
}

export const noPlaceIn = (fault: unknown): NoPlace => (fault instanceof PlaceUnknown ? fault.why : 'unknown');

/** Indoors a phone needs several seconds for its first position. */
const findWithinMs = 12_000;

/** Position of this device, once; the browser asks for permission. */
export function findPosition({ isFine }: { isFine: boolean }): Promise<Position> {
  return new Promise((resolve, reject) => {
    if (!window.isSecureContext) return reject(new PlaceUnknown('insecure'));
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      ({ code, PERMISSION_DENIED }) => reject(new PlaceUnknown(code === PERMISSION_DENIED ? 'denied' : 'unknown')),
      { enableHighAccuracy: isFine, timeout: findWithinMs, maximumAge: 60_000 },
    );
  });
}
