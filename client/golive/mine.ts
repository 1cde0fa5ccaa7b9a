import type { Holding, Insight, SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import { noticeOf } from '../../shared/refusals.ts';
import type { Conversation } from '../connection/conversation.ts';
import { Refused } from '../connection/conversation.ts';
import { download } from '../ui/download.ts';
import { inWords, type Saying } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';

export type Proof = { was: Holding[]; left: Holding[] };

/** What came of one's picture, what is held of it, and the ways to have it or take it back; while live and after. */
export type Mine = {
  insight: Value<Insight | null>;
  /** What there was and what is left, once everything was taken back. */
  proof: Value<Proof | null>;
  trouble: Value<Saying | null>;
  read(): Promise<void>;
  /** Keeps it up to date until the stop that it returns is called. */
  follow(): () => void;
  download(): Promise<void>;
  takeBack(): Promise<void>;
};

const readEveryMs = 5_000;

type Asks = Pick<Conversation<typeof spectatorRequests, SpectatorNotices>, 'ask' | 'onTold'>;

export function createMine(event: string, cameraId: string, { ask, onTold }: Asks): Mine {
  const insight = createValue<Insight | null>(null);
  const proof = createValue<Proof | null>(null);
  const trouble = createValue<Saying | null>(null);

  const attempt = async (act: () => Promise<void>) => {
    trouble.set(null);
    try {
      await act();
    } catch (fault) {
      trouble.set(inWords(fault instanceof Refused ? fault.notice : noticeOf('defect')));
    }
  };
  const read = () => attempt(async () => insight.set(await ask('readMine', { cameraId })));
  onTold('decided', () => insight.get() && void read());

  return {
    insight,
    proof,
    trouble,
    read,
    follow() {
      void read();
      const timer = setInterval(() => void read(), readEveryMs);
      return () => clearInterval(timer);
    },
    download: () =>
      attempt(async () => {
        const held = await ask('exportMine', { cameraId });
        download(`polyscope-${event}.json`, JSON.stringify(held, null, 2));
      }),
    takeBack: () =>
      attempt(async () => {
        proof.set(await ask('takeBack', { cameraId }));
        insight.set(await ask('readMine', { cameraId }));
      }),
  };
}
