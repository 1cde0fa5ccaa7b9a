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

/** What a spectator may read about this camera, and what the server holds of it, to export or take back; also after it was live. */
export type Mine = {
  insight: Value<Insight | null>;
  /** The newest decision of a moderator about it. */
  decided: Value<Decision | null>;
  /** What was held before and after taking back. */
  proof: Value<TakenBack | null>;
  trouble: Value<Explanation | null>;
  /** Reads `insight` once. */
  read(): Promise<void>;
  /** Keeps `insight` up to date; returns its stop. */
  follow(): () => void;
  download(): Promise<void>;
  takeBack(): Promise<void>;
};

const readEveryMs = 5_000;
/** The server ends the media before it writes the log entry. */
const writtenAfterMs = 800;

type Asks = Pick<Conversation<typeof spectatorRequests, SpectatorNotices>, 'ask' | 'onNotice' | 'onConnected'>;

const troubleOf = (fault: unknown) =>
  fault instanceof Refused ? inWords(fault.notice) : words.live.explanations.offline;

export function createMine(event: string, cameraId: string, { ask, onNotice, onConnected }: Asks): Mine {
  const insight = createValue<Insight | null>(null);
  const decided = createValue<Decision | null>(null);
  const proof = createValue<TakenBack | null>(null);
  const trouble = createValue<Explanation | null>(null);

  const attempt = async (act: () => Promise<void>) => {
    trouble.set(null);
    await act().catch((fault: unknown) => trouble.set(troubleOf(fault)));
  };
  /** A failed read is shown only if nothing is known yet: the next one is due soon. */
  const read = () =>
    ask('readMine', { cameraId }).then(
      (known) => {
        if (!insight.get()) trouble.set(null);
        insight.set(known);
      },
      (fault: unknown) => {
        if (!insight.get()) trouble.set(troubleOf(fault));
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
        // An earlier proof does not cover what has been stored since.
        proof.set(null);
        proof.set(await ask('takeBack', { cameraId }));
        insight.set(await ask('readMine', { cameraId }));
      }),
  };
}
