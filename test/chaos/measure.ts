import type { Fault } from './faults.ts';
import { confirm } from './ledger.ts';
import type { ChaosPhone } from './phone.ts';
import { isWell, type Scene } from './scene.ts';
import { startViewer } from './viewer.ts';

/** The effects of a fault. Times in ms; null: not within the time limit. */
export type Row = {
  fault: string;
  aimMs: number;
  backMs: number | null;
  ghostMs: number | null;
  onErrorPage: string[];
  lost: string[];
  isMet: boolean;
  /** Why it was skipped. */
  skipped?: string;
};

/** The tile of a dead phone must be gone within this, ms. */
export const ghostAimMs = 15_000;
/** Measured for longer than the aim, so that a missed aim shows by how much. */
const longerMs = 8_000;
/** Packets in flight at the fault arrive within this, ms. */
const underWayMs = 300;
/** Everything must work for this long, ms: working once may be chance. */
const steadyMs = 1_500;
const lookEveryMs = 100;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Time from then until everything works and keeps working. */
async function untilWell(scene: Scene, endedAt: number, withinMs: number): Promise<number | null> {
  let wellSince: number | null = null;
  for (;;) {
    const now = performance.now();
    const since = Math.max(endedAt + underWayMs, now - steadyMs);
    if (!(await isWell(scene, since))) wellSince = null;
    else wellSince ??= now;
    if (wellSince !== null && performance.now() - wellSince >= steadyMs) return Math.round(wellSince - endedAt);
    if (performance.now() - endedAt > withinMs + steadyMs) return null;
    await sleep(lookEveryMs);
  }
}

/** How long any viewer keeps the tile of a dead phone, from its death or from when the server can notice. */
async function untilGone(scene: Scene, id: string, fromAt: number, until: () => number): Promise<number | null> {
  let seenAt = fromAt;
  for (;;) {
    const everybody = [...scene.viewers, scene.moderator];
    const now = performance.now();
    if (everybody.some((each) => each.has(id))) seenAt = now;
    // A viewer that is still reconnecting might see it then.
    else if (everybody.every((each) => each.isUp())) return Math.round(Math.max(0, seenAt - fromAt));
    if (now > until()) return null;
    await sleep(lookEveryMs);
  }
}

/** Begins the fault, ends a phone during it, and measures during the fault, too. */
async function strike(scene: Scene, fault: Fault, victim: ChaosPhone, random: () => number) {
  const id = victim.id();
  const begun = Promise.withResolvers<number>();
  let endedAt = Number.POSITIVE_INFINITY;
  const struckAt = performance.now();
  const striking = fault
    .strike(
      scene,
      () => {
        scene.phones.splice(scene.phones.indexOf(victim), 1);
        victim.kill();
        // Viewers who join during the fault must get in by its end.
        scene.viewers.push(startViewer({ event: scene.opened.event.id }));
        begun.resolve(performance.now());
      },
      random,
    )
    .finally(() => {
      endedAt = performance.now();
    });
  const watchingGhost = async () => {
    const diedAt = await begun.promise;
    if (fault.stopsServer) await striking;
    return untilGone(scene, id, fault.stopsServer ? endedAt : diedAt, () => endedAt + ghostAimMs + longerMs);
  };
  const comingBack = async () => {
    if (fault.isCountedFromStrike) await begun.promise;
    else await striking;
    return untilWell(scene, fault.isCountedFromStrike ? struckAt : endedAt, fault.aimMs + longerMs);
  };
  const [backMs, ghostMs] = await Promise.all([comingBack(), watchingGhost(), striking, striking.catch(begun.reject)]);
  return { backMs, ghostMs };
}

/** Runs a fault once, and measures how long its effects last. */
export async function measure(scene: Scene, fault: Fault, random: () => number): Promise<Row> {
  const row: Row = {
    fault: fault.name,
    aimMs: fault.aimMs,
    backMs: null,
    ghostMs: null,
    onErrorPage: [],
    lost: [],
    isMet: false,
  };
  const cannot = fault.cannot?.(scene);
  if (cannot) return { ...row, skipped: cannot };
  const before = scene.viewers.length;
  const whatIsLost = await confirm(scene, fault.name);
  // The first one was decided about.
  const victim = scene.phones[1 + Math.floor(random() * (scene.phones.length - 1))] as ChaosPhone;
  const { backMs, ghostMs } = await strike(scene, fault, victim, random);
  const sessions = [...scene.phones, ...scene.viewers, scene.moderator];
  const onErrorPage = [...sessions.flatMap((each) => each.problem()?.code ?? []), ...(await scene.pages.problems())];
  const lost = await whatIsLost();
  for (const extra of scene.viewers.splice(before)) extra.close();
  scene.addPhone();
  const isInTime = backMs !== null && backMs < fault.aimMs && ghostMs !== null && ghostMs <= ghostAimMs;
  return {
    ...row,
    backMs,
    ghostMs,
    onErrorPage,
    lost,
    isMet: isInTime && onErrorPage.length === 0 && lost.length === 0,
  };
}
