import type { types } from 'mediasoup';
import { z } from 'zod';
import { ntpToMs, type SenderReport } from '../../shared/captureTime.ts';

const infoSchema = z.object({ ssrc: z.number(), ntpSec: z.number(), ntpFrac: z.number(), rtpTs: z.number() });

/** The worker's timestamps are of the machine's monotonic clock, like Node's hrtime; ms. */
const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Phones report about once a second; more frequent reports add nothing, and each one costs work. */
const minIntervalMs = 400;

/** Calls for each RTCP sender report of a producer, with its arrival on the steady clock. */
export function followSenderReports(producer: types.Producer, listener: (report: SenderReport) => void): void {
  const lastAt = new Map<number, number>();
  producer.on('trace', ({ type, timestamp, info }) => {
    const report = type === 'sr' ? infoSchema.safeParse(info) : null;
    if (!report?.success) return;
    const { ssrc, ntpSec, ntpFrac, rtpTs: rtp } = report.data;
    if (timestamp - (lastAt.get(ssrc) ?? Number.NEGATIVE_INFINITY) < minIntervalMs) return;
    lastAt.set(ssrc, timestamp);
    const arrivedAt = performance.timeOrigin + performance.now() - (monotonicMs() - timestamp);
    listener({ ssrc, rtp, phoneMs: ntpToMs(ntpSec, ntpFrac), arrivedAt });
  });
}
