/** What honest clients experienced during a measurement. */
type Measured = { refused: number; p95Ms: number; byName: Record<string, number>; memoryMb: number };
type Attacked = { name: string; during: Measured; without: Measured; letIn: number };
/** A row of the result: its aims, and those that were missed. */
export type Judged = { name: string; aims: string[]; missed: string[] };

const maxDelayMs = 100;
/** What may be queued for clients that do not read (`waitingBytes`: 128 MB), and as much uncollected garbage. */
const maxGrowthMb = 256;
/** Of the rate of reading without former cameras. */
const minRatio = 0.8;

function judge(name: string, aims: [isMet: boolean, said: string][]): Judged {
  const said = aims.map(([isMet, aim]) => `${isMet ? 'met' : 'MISSED'} ${aim}`);
  return { name, aims: said, missed: aims.flatMap(([isMet, aim]) => (isMet ? [] : [aim])) };
}

/** An attack: nobody honest refused or delayed, memory bounded, and nobody banned let in. */
export function judged({ name, during, without, letIn }: Attacked): Judged {
  const delayMs = Math.round(during.p95Ms - without.p95Ms);
  const growthMb = Math.round(during.memoryMb - without.memoryMb);
  const parts = JSON.stringify(during.byName);
  return judge(name, [
    [during.refused === 0, `honest refused ${during.refused} (aim 0)`],
    [
      delayMs <= maxDelayMs,
      `p95 ${without.p95Ms} → ${during.p95Ms} ms, later by ${delayMs} (aim <= ${maxDelayMs}) ${parts}`,
    ],
    [growthMb <= maxGrowthMb, `memory ${during.memoryMb} MB, grown by ${growthMb} (aim <= ${maxGrowthMb})`],
    [letIn === 0, `banned let in ${letIn} (aim 0)`],
  ]);
}

export const judgedVenue = (refused: number): Judged =>
  judge('a venue comes back', [[refused === 0, `refused ${refused} (aim 0)`]]);

export const judgedFormer = (ratio: number): Judged =>
  judge('former cameras', [[ratio >= minRatio, `${ratio} of the rate without (aim >= ${minRatio})`]]);
