const thin = '\u202f';
const wide = '\u00a0';

/** French sets a space before « : ; ? ! % » and inside « », at which a line must not break. */
export const frenchSpaces = (text: string): string =>
  text
    .replace(/ (?=[;?!](?:\s|$))/g, thin)
    .replace(/ (?=[:»%](?:[\s.,)]|$))/g, wide)
    .replace(/« /g, `«${wide}`);

/** The same texts with these spaces, in what functions return, too. */
export function withFrenchSpaces<Texts>(texts: Texts): Texts {
  const spaced = (value: unknown): unknown => {
    if (typeof value === 'string') return frenchSpaces(value);
    if (typeof value === 'function') return (...args: unknown[]) => spaced(value(...args));
    if (Array.isArray(value)) return value.map(spaced);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spaced(each)]));
  };
  return spaced(texts) as Texts;
}
