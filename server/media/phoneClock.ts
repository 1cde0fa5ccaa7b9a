import type { types } from 'mediasoup';
import { phoneTimeOf, type SenderReport } from '../../shared/captureTime.ts';
import type { Now } from '../events/ports/clocks.ts';
import { followAbsCaptureTimes } from './absCaptureTimes.ts';
import { layerOf } from './keyFrameTimes.ts';
import { followSenderReports } from './senderReports.ts';

type Listener = {
  reported(report: SenderReport): void;
  /** A frame arrived that was captured at `phoneMs`; called every few seconds. */
  frameCaptured(phoneMs: number): void;
};

/** Maps RTP times of one phone's picture to capture times on the phone's own clock, by its sender reports. */
export function createPhoneClock(now: Now, listener: Listener) {
  /** The newest report of each layer. */
  const reports = new Map<number, SenderReport>();

  const phoneMs = (layer: number, rtp: number): number | null => {
    const report = reports.get(layer);
    return report ? phoneTimeOf(report, rtp) : null;
  };

  return {
    /** When the frame of a layer with this RTP time was captured, ms; null before the first report of that layer. */
    phoneMs,
    follow(producer: types.Producer): void {
      followSenderReports(producer, (report) => {
        reports.set(layerOf(producer, report.ssrc), report);
        listener.reported(report);
      });
      followAbsCaptureTimes(producer, now, ({ ssrc, rtp }) => {
        const capturedAt = phoneMs(layerOf(producer, ssrc), rtp);
        if (capturedAt !== null) listener.frameCaptured(capturedAt);
      });
    },
  };
}
