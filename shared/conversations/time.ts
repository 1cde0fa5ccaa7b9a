import { z } from 'zod';
import { request } from '../conversation.ts';

/** Instants in ms; the asker's own send time is not needed by the server, so it stays at home. */
export const timeRequests = {
  exchangeTime: request(z.object({}).strict()).replies<{ receivedAt: number; sentAt: number }>(),
};
