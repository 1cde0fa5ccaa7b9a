import type {
  Decision,
  Insight,
  SpectatorNotices,
  spectatorRequests,
  TakenBack,
} from '../../shared/conversations/spectator.ts';
import type { Conversation } from '../connection/conversation.ts';
import { Refused } from '../connection/refused.ts';
import { download } from '../ui/download.ts';
import { type Explanation, inWords } from '../ui/inWords.ts';
import { createValue, type Value } from '../value.ts';
import { words } from '../words/words.ts';

/** What came of one's picture, what is held of it, and the ways to have it or take it back; while live and after. */
export type Mine = {
  insight: Value<Insight | null>;
  /** What somebody has just decided about it. */
  decided: Value<Decision | null>;
  /** What there was and what is left, once everything was taken back. */
  proof: Value<TakenBack | null>;
  trouble: Value<Explanation | null>;
  /** Keeps it up to date until the stop that it returns is called. */
  follow(): () => void;
  download(): Promise<void>;
  takeBack(): Promise<void>;
};

const readEveryMs = 5_000;
/** The line of the log is written after the media has ended. */
const writtenAfterMs = 800;

type Asks = Pick<Conversation<typeof spectatorRequests, SpectatorNotices>, 'ask' | 'onNotice' | 'onConnected'>;

const sayingOf = (fault: unknown) =>
  fault instanceof Refused ? inWords(fault.notice) : words.live.explanations.offline;

export function createMine(event: string, cameraId: string, { ask, onNotice, onConnected }: Asks): Mine {
  const insight = createValue<Insight | null>(null);
  const decided = createValue<Decision | null>(null);
  const proof = createValue<TakenBack | null>(null);
  const trouble = createValue<Explanation | null>(null);

  const attempt = async (act: () => Promise<void>) => {
    trouble.set(null);
    await act().catch((fault: unknown) => trouble.set(sayingOf(fault)));
  };
  /** What could not be read is read a little later: nobody asked for it in particular. */
  const read = () =>
    ask('readMine', { cameraId }).then(
      (known) => {
        if (!insight.get()) trouble.set(null);
        insight.set(known);
      },
      (fault: unknown) => {
        if (!insight.get()) trouble.set(sayingOf(fault));
      },
    );
  onConnected(() => void read());
  onNotice('decided', (decision) => {
    decided.set(decision);
    void read();
  });
  onNotice('ended', () => setTimeout(() => void read(), writtenAfterMs));

  return {
    insight,
    decided,
    proof,
    trouble,
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
        // An earlier one proves nothing of what came since.
        proof.set(null);
        proof.set(await ask('takeBack', { cameraId }));
        insight.set(await ask('readMine', { cameraId }));
      }),
  };
}
