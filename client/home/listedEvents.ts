import { z } from 'zod';
import { eventIdSchema } from '../../shared/domain.ts';
import type { ListedEvent } from '../../shared/restApi.ts';

/** What a card needs; the rest of an event it does not look at. */
const cardSchema = z.object({
  id: eventIdSchema,
  title: z.string(),
  startsAt: z.number(),
  live: z.number().int().nonnegative().catch(0),
  distanceM: z.number().nonnegative().optional().catch(undefined),
});

/** The events of an answer that can be shown: one that cannot hides none of the others. */
export function listedEvents(answered: unknown): ListedEvent[] {
  if (!Array.isArray(answered)) return [];
  return answered.flatMap((each: ListedEvent) => {
    const { data } = cardSchema.safeParse(each);
    return data ? [{ ...each, ...data }] : [];
  });
}
