import { z } from 'zod';
import { request } from '../wire.ts';

/**
 * Instants in ms on the server's steady clock, and how far its wall clock, which dates are shown by, is ahead. The
 * asker keeps its own send time: the server has no use for it.
 */
export const timeRequests = {
  exchangeTime: request(z.object({}).strict()).replies<{
    receivedAt: number;
    sentAt: number;
    wallAheadMs: number;
  }>(),
};
