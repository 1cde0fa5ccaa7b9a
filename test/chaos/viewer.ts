import type { Handshake } from '../../shared/conversations/handshake.ts';
import type { ModeratorNotices, moderatorRequests } from '../../shared/conversations/moderator.ts';
import { createFakeViewer, type FakeViewer } from '../support/fakeViewer.ts';
import type { RawSocket } from '../support/socket.ts';
import { keepSession, type Session } from './session.ts';

export type ChaosViewer = Session<typeof moderatorRequests, ModeratorNotices> & {
  /** Whether it has this tile, with or without a picture. */
  has(perspective: string): boolean;
  /** Whether it has these tiles, and packets of all that it watches have come since then (ms). */
  isServed(perspectives: readonly string[], sinceMs: number): boolean;
};

/** A viewer of some tiles who stays through all faults, as the page does; with a token, a moderator. */
export function startViewer(handshake: Handshake, maxTiles = Number.POSITIVE_INFINITY): ChaosViewer {
  const tiles = new Set<string>();
  /** Perspectives gone since the `watch` request: its answer may still list them. */
  const goneMeanwhile = new Set<string>();
  let viewer: FakeViewer<Asking> | null = null;

  const session = keepSession<typeof moderatorRequests, ModeratorNotices>(
    handshake.token ? 'moderator' : 'viewer',
    () => handshake,
    async ({ ask }) => {
      viewer?.close();
      goneMeanwhile.clear();
      // The connection's type knows the request names; this viewer only passes them on.
      const must = ask as unknown as RawSocket['must'];
      const mine = await createFakeViewer({ must, close: () => undefined });
      viewer = mine;
      tiles.clear();
      for (const { id, state } of mine.watched.perspectives)
        if (state !== 'gone' && !goneMeanwhile.has(id)) tiles.add(id);
      await want();
    },
  );
  const watched = () => [...tiles].slice(0, maxTiles);
  const want = async () => {
    await viewer?.want(watched().map((perspective) => ({ perspective })));
  };
  // After a failure it starts again, as pages do.
  const orAnew = (step: Promise<unknown> | undefined) => void step?.catch(() => session.begin());
  const { onNotice } = session.conversation;
  onNotice('perspectiveChanged', ({ id, state }) => {
    if (state === 'gone') goneMeanwhile.add(id);
    else goneMeanwhile.delete(id);
    if (state === 'gone' ? tiles.delete(id) : !tiles.has(id) && tiles.add(id)) orAnew(want());
  });
  onNotice('perspectiveGone', ({ id }) => {
    goneMeanwhile.add(id);
    if (tiles.delete(id)) orAnew(want());
  });
  onNotice('tilesChanged', (change) => orAnew(viewer?.take(change)));
  onNotice('stageLost', () => session.begin());
  return {
    ...session,
    has: (perspective) => tiles.has(perspective),
    isServed(perspectives, sinceMs) {
      const flows = (id: string) => (viewer?.shown(id).lastAt ?? 0) > sinceMs;
      return (
        perspectives.every((id) => tiles.has(id)) && watched().every((id) => !perspectives.includes(id) || flows(id))
      );
    },
    close() {
      viewer?.close();
      session.close();
    },
  };
}

type Asking = Pick<RawSocket, 'must' | 'close'>;
