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

/** From the end of the fault until all is well, and stays so. */
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

/** How long the tile of a phone that died stays with any viewer, from its death or from when the server can know of it. */
async function untilGone(scene: Scene, id: string, fromAt: number): Promise<number | null> {
  for (;;) {
    const everybody = [...scene.viewers, scene.moderator];
    if (everybody.every((each) => each.isUp() && !each.has(id))) return Math.round(performance.now() - fromAt);
    if (performance.now() - fromAt > ghostAimMs + longerMs) return null;
    await sleep(lookEveryMs);
  }
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
  if (cannot) return { ...row, skipped: cannot, isMet: true };
  const usual = scene.viewers.length;
  const whatIsLost = await confirm(scene, fault.name);
  // The first one carries the decision.
  const victim = scene.phones[1 + Math.floor(random() * (scene.phones.length - 1))] as ChaosPhone;
  const id = victim.id();
  await fault.strike(
    scene,
    () => {
      scene.phones.splice(scene.phones.indexOf(victim), 1);
      victim.kill();
      // Who comes while it lasts is let in by its end.
      scene.viewers.push(startViewer({ event: scene.opened.event.id }));
    },
    random,
  );
  const endedAt = performance.now();
  const [backMs, ghostMs] = await Promise.all([
    untilWell(scene, endedAt, fault.aimMs + longerMs),
    untilGone(scene, id, endedAt),
  ]);
  const sessions = [...scene.phones, ...scene.viewers, scene.moderator];
  const onErrorPage = [...sessions.flatMap((each) => each.problem()?.code ?? []), ...(await scene.pages.problems())];
  const lost = await whatIsLost();
  for (const extra of scene.viewers.splice(usual)) extra.close();
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
