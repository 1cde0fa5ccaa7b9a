import type { types } from 'mediasoup';
import { z } from 'zod';
import { ntpToMs, type SenderReport } from '../../shared/captureTime.ts';

const infoSchema = z.object({ ssrc: z.number(), ntpSec: z.number(), ntpFrac: z.number(), rtpTs: z.number() });

/** Instants of the worker are of the machine's monotonic clock, like Node's own; ms. */
const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Phones report once a second; what comes oftener tells nothing more, and each one costs a look. */
const leastBetweenMs = 400;

/** Tells of each sender report of a phone as it came, with the phone's own pair of times. */
export function followReports(producer: types.Producer, listener: (report: SenderReport) => void): void {
  const lastAt = new Map<number, number>();
  producer.on('trace', ({ type, timestamp, info }) => {
    const report = type === 'sr' ? infoSchema.safeParse(info) : null;
    if (!report?.success) return;
    const { ssrc, ntpSec, ntpFrac, rtpTs: rtp } = report.data;
    if (timestamp - (lastAt.get(ssrc) ?? Number.NEGATIVE_INFINITY) < leastBetweenMs) return;
    lastAt.set(ssrc, timestamp);
    const arrivedAt = performance.timeOrigin + performance.now() - (monotonicMs() - timestamp);
    listener({ ssrc, rtp, phoneMs: ntpToMs(ntpSec, ntpFrac), arrivedAt });
  });
}
