/** User text is shown as plain text everywhere; these characters could make it look like something else. */

/** Control and format characters (bidi overrides, invisible letters), but for the two that join letters and emoji. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** More than three combining marks on one letter reach into the lines above. */
const piled = /(\p{M}{3})\p{M}+/gu;
const visible = /[^\p{Z}\p{C}\p{M}]/u;

/** One line without disguising characters, with single spaces; empty if nothing of it is visible. Idempotent. */
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

/** How many links a text has, also those without a scheme. */
export function linksIn(text: string): number {
  return text.match(link)?.length ?? 0;
}
