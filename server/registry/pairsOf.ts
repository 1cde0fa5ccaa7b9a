/** The rows of a sorted set that was read `WITHSCORES`: each member with its score, as Redis wrote it. */
export function pairsOf(rows: string[]): [member: string, score: string][] {
  return rows.flatMap((member, index): [string, string][] =>
    index % 2 === 0 ? [[member, rows[index + 1] ?? '0']] : [],
  );
}
