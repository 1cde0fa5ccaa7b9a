import { z } from 'zod';

const nearText = z.string().regex(/^-?\d{1,2}(\.\d{1,12})?,-?\d{1,3}(\.\d{1,12})?$/);
export const nearQuerySchema = z
  .object({
    near: nearText
      .transform((text) => text.split(',').map(Number))
      .pipe(z.tuple([z.number().min(-85).max(85), z.number().min(-180).max(180)]))
      .transform(([latitude, longitude]) => ({ latitude, longitude })),
    /** Metres. */
    radius: z.coerce.number().min(1).max(20_000_000).default(50_000),
  })
  .partial({ near: true });
export type NearQuery = z.infer<typeof nearQuerySchema>;
