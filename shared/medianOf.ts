/** The median; of an even number, the mean of the two in the middle, or the lower one. Undefined of none. */
export function medianOf(values: readonly number[], ofTwo: 'mean' | 'lower' = 'mean'): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const lower = sorted[(sorted.length - 1) >> 1];
  const upper = sorted[sorted.length >> 1];
  return lower === undefined || upper === undefined || ofTwo === 'lower' ? lower : (lower + upper) / 2;
}
