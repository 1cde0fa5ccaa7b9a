/** How a language writes lists, numbers and counted things. Figures are short, so thousands are not grouped. */
export function formatsOf(locale: 'en-GB' | 'fr-FR') {
  const plural = new Intl.PluralRules(locale);
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  const decimals = (minimumFractionDigits: number, maximumFractionDigits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits, useGrouping: false });
  const [whole, tenths, upToTenths] = [decimals(0, 0), decimals(1, 1), decimals(0, 1)];
  return {
    list: (items: readonly string[]) => conjunction.format(items),
    count: (n: number, one: string, other: string) => `${n} ${plural.select(n) === 'one' ? one : other}`,
    /** A span as it grows: seconds at first, then whole minutes. */
    elapsed: (seconds: number) => (seconds < 100 ? `${seconds}\u00a0s` : `${Math.round(seconds / 60)}\u00a0min`),
    tenths: (n: number) => tenths.format(n),
    megabits: (bps: number) => (bps < 10_000_000 ? tenths : whole).format(bps / 1_000_000),
    distance: (m: number) =>
      m < 1_000 ? `${whole.format(m)} m` : `${(m < 10_000 ? upToTenths : whole).format(m / 1_000)} km`,
  };
}
