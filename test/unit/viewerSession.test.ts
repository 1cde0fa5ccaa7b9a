import { describe, expectTypeOf, it } from 'vitest';
import type { ModeratorSession } from '../../client/moderate/session/moderatorSession.ts';
import type { openViewerSession } from '../../client/viewing/session/viewerSession.ts';
import type { WatchSession } from '../../client/viewing/session/watchSession.ts';

const hide = { perspective: 'abcdefghij', action: 'hide' } as const;
/** Compiled by `tsc`, and never run. */
const compiled = {
  asViewer(session: ReturnType<typeof openViewerSession>) {
    // @ts-expect-error Only moderators curate.
    void session.ask('curate', hide);
    // @ts-expect-error Only moderators correct a tile for everybody.
    void session.ask('nudge', { perspective: 'abcdefghij', nudgeMs: 10 });
    // @ts-expect-error Only moderators get notices of log entries.
    session.onNotice('logged', () => undefined);
    session.onNotice('still', ({ perspective }) => perspective);
    return session.ask('wantStills', { perspectives: [] });
  },
  asModerator(session: ModeratorSession) {
    session.onNotice('logged', ({ act }) => act);
    void session.ask('wantStills', { perspectives: [] });
    // @ts-expect-error What is asked is typed, too.
    void session.ask('curate', { ...hide, action: 'watch' });
    return session.ask('curate', hide);
  },
};

describe('a page is typed by its conversation', () => {
  it('a viewer’s has nothing that only moderators may ask or hear, and a moderator’s has all of a viewer’s', () => {
    expectTypeOf(compiled.asViewer).returns.resolves.toEqualTypeOf<object>();
    expectTypeOf(compiled.asModerator).returns.resolves.toEqualTypeOf<{ entry: number | null; version: number }>();
    expectTypeOf<ModeratorSession>().toExtend<WatchSession>();
  });
});
