import { z } from 'zod';
import type { Kind } from '../../shared/domain.ts';
import { readJson, write } from '../storage.ts';

const key = 'polyscope.devices';
const id = z.string().min(1).max(256).optional().catch(undefined);
const devicesSchema = z.object({ video: id, audio: id }).catch({ video: undefined, audio: undefined });

export type RememberedDevices = { get(kind: Kind): string | undefined; set(kind: Kind, deviceId: string): void };

/** The camera and the microphone that were chosen on this device, by the ids that its browser gives to this site. */
export const rememberedDevices: RememberedDevices = {
  get: (kind) => devicesSchema.parse(readJson('localStorage', key))[kind],
  set(kind, deviceId) {
    const now = devicesSchema.parse(readJson('localStorage', key));
    write('localStorage', key, JSON.stringify({ ...now, [kind]: deviceId }));
  },
};
