import { z } from 'zod';

const number = (min: number, max: number) => z.coerce.number().min(min).max(max).optional().catch(undefined);
const flag = z
  .literal('1')
  .optional()
  .catch(undefined)
  .transform((text) => text === '1');

/** What an address may wish of the camera, for demos, tests and benches; what is not understood is as if not said. */
const optionsSchema = z.object({
  camera: z.enum(['virtual', 'device']).catch('device'),
  /** A machine-readable clock is drawn into the virtual picture: the server's, or with `host` this machine's own. */
  timecode: z.enum(['1', 'host']).optional().catch(undefined),
  /** What the virtual camera films: the concert, or, without a sound, next to nothing, or the server's clock. */
  scene: z.enum(['concert', 'plain', 'clock']).catch('concert'),
  /** Which of `of` places around the virtual scene. */
  seat: number(0, 999),
  of: number(1, 999),
  /** The virtual camera shows what was so many ms ago. */
  delay: number(0, 10_000),
  width: number(16, 3_840),
  height: number(16, 3_840),
  fps: number(1, 60),
  /** How many layers are sent at most. */
  layers: number(1, 3),
  /** Live at once, without a tap. */
  auto: flag,
});
export type CameraOptions = z.infer<typeof optionsSchema>;

export function parseCameraOptions(search: string): CameraOptions {
  return optionsSchema.parse(Object.fromEntries(new URLSearchParams(search)));
}
