import { z } from 'zod';
import { eventIdSchema } from '../../shared/domain.ts';
import type { ListedEvent } from '../../shared/restApi.ts';

/** The fields that a card needs. */
const cardSchema = z.object({
  id: eventIdSchema,
  title: z.string(),
  startsAt: z.number(),
  live: z.number().int().nonnegative().catch(0),
  distanceM: z.number().nonnegative().optional().catch(undefined),
});

/** Drops events that cannot be shown, so that they do not break the whole list. */
export function listedEvents(answered: unknown): ListedEvent[] {
  if (!Array.isArray(answered)) return [];
  return answered.flatMap((each: ListedEvent) => {
    const { data } = cardSchema.safeParse(each);
    return data ? [{ ...each, ...data }] : [];
  });
}
