/** What people write, made plain: it is shown as text everywhere, and must not disguise itself as something else. */

/** Controls, and all formats (bidi overrides, invisible letters) but the two that join letters and emoji. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** Piles of accents climb over the lines above. */
const piled = /(\p{M}{3})\p{M}+/gu;
const visible = /[^\p{Z}\p{C}\p{M}]/u;

/** One line of plain text, the same when it is made so twice: no controls, no overrides, no piles of accents, single spaces; empty if nothing can be seen. */
export function plainText(text: string): string {
  const line = text
    .replace(/[\p{Z}\t\n\v\f\r]+/gu, ' ')
    .replace(unseen, '')
    .normalize('NFC')
    .replace(piled, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  return visible.test(line) ? line : '';
}

const link = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:[a-z]{2,24})\/\S*/giu;

/** How many links a text holds, also those without a scheme. */
export function linksIn(text: string): number {
  return text.match(link)?.length ?? 0;
}
