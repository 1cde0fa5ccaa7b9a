import './ClockPage.css';
import { useEffect, useMemo, useRef } from 'react';
import type { ViewerNotices, viewerRequests } from '../../shared/conversations/viewer.ts';
import { syncColours, syncLevelAt } from '../../shared/syncCode.ts';
import { openConversation } from '../connection/conversation.ts';
import { keepServerClock } from '../sync/serverClock.ts';
import { inWords } from '../ui/inWords.ts';
import { Trouble } from '../ui/Trouble.tsx';
import { useValue } from '../useValue.ts';
import { words } from '../words/words.ts';

/** Follows the server's clock while the page is open. */
function openClock(event: string) {
  const conversation = openConversation<typeof viewerRequests, ViewerNotices>('viewer', { say: () => ({ event }) });
  const clock = keepServerClock(() => conversation.ask('exchangeTime', {}));
  return {
    ...clock,
    connection: conversation.state,
    refusal: conversation.refusal,
    close() {
      clock.close();
      conversation.close();
    },
  };
}

function colourAt(ms: number): string {
  const level = syncLevelAt(ms);
  const parts = syncColours.off.map((off, index) => Math.round(off + ((syncColours.on[index] ?? 0) - off) * level));
  return `rgb(${parts.join(' ')})`;
}

/** The server's clock as colors. A phone that films them measures the delay of its camera. */
export function ClockPage({ event }: { event: string }) {
  const clock = useMemo(() => openClock(event), [event]);
  const estimate = useValue(clock.estimate);
  const isRefused = useValue(clock.connection) === 'refused';
  const refusal = useValue(clock.refusal);
  const field = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(function paint() {
      if (field.current) field.current.style.backgroundColor = colourAt(clock.now());
      frame = requestAnimationFrame(paint);
    });
    return () => {
      cancelAnimationFrame(frame);
      clock.close();
    };
  }, [clock]);
  if (isRefused && refusal) return <Trouble what={inWords(refusal)} />;
  return (
    <main className="sync-clock" ref={field} data-ready={estimate !== null}>
      <h1>{words.clock.title}</h1>
      <p>{words.clock.hint}</p>
    </main>
  );
}
