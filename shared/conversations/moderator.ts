import { z } from 'zod';
import { request } from '../conversation.ts';
import { curationSchema, doorsSchema, perspectiveIdSchema } from '../domain.ts';
import type { ViewerNotices } from './viewer.ts';
import { viewerRequests } from './viewer.ts';

export const curationActionSchema = z.enum(['letIn', 'sendBack', 'feature', 'unfeature', 'hide', 'show', 'remove']);
export type CurationAction = z.infer<typeof curationActionSchema>;

/** What who curates may ask: all that a viewer may, of held perspectives too, and to curate. */
export const moderatorRequests = {
  ...viewerRequests,
  curate: request(
    z.object({ perspective: perspectiveIdSchema, action: curationActionSchema }).strict(),
  ).replies<object>(),
  /** Shows a perspective so much later than its capture times say, to everybody; ms. */
  nudge: request(
    z.object({ perspective: perspectiveIdSchema, nudgeMs: curationSchema.shape.nudgeMs }).strict(),
  ).replies<object>(),
  setDoors: request(z.object({ doors: doorsSchema }).strict()).replies<object>(),
};

/** What who curates is told: what viewers are, of held perspectives too. */
export type ModeratorNotices = ViewerNotices;
