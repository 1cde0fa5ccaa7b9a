import { createValue, type Value } from '../value.ts';
import { bufferedPlayout } from './bufferedPlayout.ts';
import { plainPlayout } from './plainPlayout.ts';
import type { Play } from './playing.ts';
import { startWorkerPlayout, type WorkerPlayout } from './workerPlayout.ts';

const names = ['worker', 'buffered', 'plain'] as const;
export type PlayoutName = (typeof names)[number];

export type Playout = {
  /** How tiles are played now. */
  name: Value<PlayoutName>;
  play: Play;
  close(): void;
};

/** What there is without the worker. */
const withoutWorker = (): PlayoutName =>
  typeof RTCRtpReceiver === 'function' && 'jitterBufferTarget' in RTCRtpReceiver.prototype ? 'buffered' : 'plain';

function startWorker(): WorkerPlayout | null {
  try {
    return startWorkerPlayout();
  } catch {
    return null;
  }
}

/**
 * The best playout that this browser supports: frame by frame in a worker, by its jitter buffer, or none. Tiles change
 * over when the worker is ready, and back if it fails. `wished` is for tests.
 */
export function createPlayout(wished: string | null): Playout {
  const fixed = names.find((each) => each === wished && each !== 'worker');
  const worker = fixed ? null : startWorker();
  const name = createValue<PlayoutName>(fixed ?? withoutWorker());
  worker?.isUsable.follow(() => name.set(worker.isUsable.get() ? 'worker' : withoutWorker()));
  const plays: Record<PlayoutName, Play> = {
    worker: worker?.play ?? plainPlayout,
    buffered: bufferedPlayout,
    plain: plainPlayout,
  };

  return {
    name,
    play(...parts) {
      const start = () => {
        try {
          return plays[name.get()](...parts);
        } catch {
          // A browser that cannot hand tracks or streams over.
          worker?.close();
          return plays[name.get()](...parts);
        }
      };
      let playing = start();
      const stop = name.follow(() => {
        const former = playing;
        // First the new one: the tile never has a track that has ended.
        const next = start();
        // A worker that failed at it has called this again.
        if (playing !== former) return next.close();
        playing = next;
        former.close();
      });
      return {
        steer: () => playing.steer(),
        close() {
          stop();
          playing.close();
        },
      };
    },
    close: () => worker?.close(),
  };
}
