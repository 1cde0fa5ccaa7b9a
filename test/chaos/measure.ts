import type { Fault } from './faults.ts';
import { confirm } from './ledger.ts';
import type { ChaosPhone } from './phone.ts';
import { isWell, type Scene } from './scene.ts';
import { startViewer } from './viewer.ts';

/** What came of a fault; times in ms, null: never within the time that was given. */
export type Row = {
  fault: string;
  aimMs: number;
  backMs: number | null;
  ghostMs: number | null;
  onErrorPage: string[];
  lost: string[];
  isMet: boolean;
  /** Why it was not tried. */
  skipped?: string;
};

/** A tile of a phone that died is gone by then. */
export const ghostAimMs = 15_000;
/** It is looked so much longer than the aim, so that a row says how late it was. */
const longerMs = 8_000;
/** Packets that were on their way when the fault came. */
const underWayMs = 300;
/** What flows for so long flows; once is no proof. */
const steadyMs = 1_500;
const lookEveryMs = 100;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** From then until all is well, and stays so. */
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

/** How long the tile of a phone that died stays with anybody, from its death or from when the server can know of it. */
async function untilGone(scene: Scene, id: string, fromAt: number, until: () => number): Promise<number | null> {
  let seenAt = fromAt;
  for (;;) {
    const everybody = [...scene.viewers, scene.moderator];
    const now = performance.now();
    if (everybody.some((each) => each.has(id))) seenAt = now;
    // Who is still on the way in might see it then.
    else if (everybody.every((each) => each.isUp())) return Math.round(Math.max(0, seenAt - fromAt));
    if (now > until()) return null;
    await sleep(lookEveryMs);
  }
}

/** Strikes, ends a phone while it lasts, and looks meanwhile, not only at its end. */
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
        // Who comes while it lasts is let in by its end.
        scene.viewers.push(startViewer({ event: scene.opened.event.id }));
        begun.resolve(performance.now());
      },
      random,
    )
    .finally(() => {
      endedAt = performance.now();
    });
  const looking = async () => {
    const diedAt = await begun.promise;
    if (fault.stopsServer) await striking;
    return untilGone(scene, id, fault.stopsServer ? endedAt : diedAt, () => endedAt + ghostAimMs + longerMs);
  };
  const comingBack = async () => {
    if (fault.isCountedFromStrike) await begun.promise;
    else await striking;
    return untilWell(scene, fault.isCountedFromStrike ? struckAt : endedAt, fault.aimMs + longerMs);
  };
  const [backMs, ghostMs] = await Promise.all([comingBack(), looking(), striking, striking.catch(begun.reject)]);
  return { backMs, ghostMs };
}

/** Strikes once, and sees how long it takes until nobody notices any more. */
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
  // The first one carries the decision.
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
