import { z } from 'zod';

const number = (min: number, max: number) => z.coerce.number().min(min).max(max).optional().catch(undefined);
const flag = z
  .literal('1')
  .optional()
  .catch(undefined)
  .transform((text) => text === '1');

/** Camera options in the address, for demos, tests and benchmarks. Invalid values are ignored. */
const optionsSchema = z.object({
  camera: z.enum(['virtual', 'device']).catch('device'),
  /** Draws a machine-readable clock into the virtual picture: the server's, or with `host` this machine's. */
  timecode: z.enum(['1', 'host']).optional().catch(undefined),
  /** What the virtual camera films. Only the concert has sound; `plain` costs almost no drawing. */
  scene: z.enum(['concert', 'plain', 'clock']).catch('concert'),
  /** Index among `of` seats around the virtual scene. */
  seat: number(0, 999),
  of: number(1, 999),
  /** Simulated delay of the virtual camera, ms. */
  delay: number(0, 10_000),
  width: number(16, 3_840),
  height: number(16, 3_840),
  fps: number(1, 60),
  /** Largest number of simulcast layers. */
  layers: number(1, 3),
  /** Goes live without a tap. */
  auto: flag,
});
export type CameraOptions = z.infer<typeof optionsSchema>;

export function parseCameraOptions(search: string): CameraOptions {
  return optionsSchema.parse(Object.fromEntries(new URLSearchParams(search)));
}
