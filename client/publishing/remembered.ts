import { z } from 'zod';
import { cameraIdSchema, labelSchema } from '../../shared/domain.ts';
import { hasKeyFrom, read, readJson, write } from '../storage.ts';

/** 192 bits: nobody guesses the key to somebody else's tile. */
export function freshCameraId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

const cameraKey = (event: string, of = '') => `polyscope.camera.${event}${of && `.${of}`}`;

/** Whether this device has been about to film the event, at least; virtual cameras count. */
export const hasCameraAt = (event: string): boolean => hasKeyFrom('localStorage', cameraKey(event));

/** This device's camera at an event: made once, the same after a reload. `of` tells several virtual ones apart. */
export function cameraIdOf(event: string, of = ''): string {
  const key = cameraKey(event, of);
  const known = cameraIdSchema.safeParse(read('localStorage', key));
  if (known.success) return known.data;
  const fresh = freshCameraId();
  write('localStorage', key, fresh);
  return fresh;
}

const nameKey = 'polyscope.name';

export const rememberedName = {
  get: (): string => labelSchema.catch('').parse(read('localStorage', nameKey) ?? ''),
  set: (name: string) => write('localStorage', nameKey, name || null),
};

const delayKey = 'polyscope.cameraDelayMs';

/** How late this device's camera is, ms; a delay belongs to the device, whatever event it films. */
export const rememberedDelay = {
  get: (): number =>
    z.coerce
      .number()
      .min(0)
      .max(1_000)
      .catch(0)
      .parse(read('localStorage', delayKey) ?? 0),
  set: (ms: number) => write('localStorage', delayKey, String(ms)),
};

/** A page that was live longer ago than this asks for a tap: nobody expects to be filmed by an old tab. */
const liveAgainWithinMs = 120_000;

/** What a page needs to go on as it was after a reload; what was off must stay off. */
const wasLiveSchema = z.object({
  at: z.number(),
  facing: z.enum(['environment', 'user']),
  hasMicrophone: z.boolean(),
  isMusic: z.boolean(),
  precision: z.enum(['off', 'area', 'exact']),
});
export type WasLive = Omit<z.infer<typeof wasLiveSchema>, 'at'>;

const liveKey = (event: string) => `polyscope.live.${event}`;

/** Duplicating a tab copies session storage; only a real reload may resume. */
export const hasBeenReloaded = (): boolean =>
  performance.getEntriesByType('navigation').some((entry) => (entry as PerformanceNavigationTiming).type === 'reload');

export const rememberedLive = {
  get(event: string): WasLive | null {
    const { data } = wasLiveSchema.safeParse(readJson('sessionStorage', liveKey(event)));
    return data && Date.now() - data.at < liveAgainWithinMs ? data : null;
  },
  set(event: string, live: WasLive | null) {
    write('sessionStorage', liveKey(event), live && JSON.stringify({ at: Date.now(), ...live }));
  },
};
