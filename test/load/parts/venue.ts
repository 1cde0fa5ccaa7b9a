import { round, summary } from '../../support/figures.ts';
import { openSocket, type RawSocket } from '../../support/socket.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A venue's viewers, all behind one address; they all come back when its network does. */
const from = { 'x-forwarded-for': '192.0.2.1' };
const atOnce = 200;
const overMs = 20_000;
const inAll = 1_000;

/** This many at once, then a whole venue; returns how many were refused, and how long each waited. */
export async function comeBack(url: string, event: string) {
  const opened: RawSocket[] = [];
  const tookMs: number[] = [];
  const refused: string[] = [];
  const join = async () => {
    const at = performance.now();
    const socket = await openSocket(url, 'viewer', { event }, from);
    opened.push(socket);
    await socket.must('watch', {});
    tookMs.push(performance.now() - at);
  };
  const joining = (error: Error & { code?: string }) => void refused.push(error.code ?? error.message);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, () => join().catch(joining)));
  const firstMs = performance.now() - startedAt;
  for (const socket of opened.splice(0)) socket.close();
  // Their slots are free once the server knows that they have gone.
  await pause(1_000);
  const all = Array.from({ length: inAll - 110 }, async (_, n) => {
    await pause((n / inAll) * overMs);
    await join().catch(joining);
  });
  await Promise.all(all);
  for (const socket of opened) socket.close();
  const why = [...new Set(refused)];
  return {
    atOnce,
    atOnceMs: round(firstMs),
    inAll: all.length,
    overMs,
    refused: refused.length,
    why,
    joinMs: summary(tookMs),
  };
}
