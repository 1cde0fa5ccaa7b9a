import type { Language } from './previewTexts.ts';

/** What the head of a page says to those who preview, list or install it. */
export type PageHead = {
  language: Language;
  title: string;
  description: string;
  /** Absolute URLs; null where the address of this server is unknown. */
  url: string | null;
  picture: string | null;
  /** Kept out of lists of search engines. */
  isUnlisted: boolean;
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');

const locales = { en: 'en_GB', fr: 'fr_FR' } as const;

/** Writes a head into the built page, in place of its title and description. */
export function withHead(html: string, head: PageHead): string {
  const { language, title, description, url, picture, isUnlisted } = head;
  const named = (name: string, content: string) => `<meta name="${name}" content="${escaped(content)}" />`;
  const og = (property: string, content: string) => `<meta property="og:${property}" content="${escaped(content)}" />`;
  const tags = [
    `<title>${escaped(title)}</title>`,
    named('description', description),
    ...(isUnlisted ? [named('robots', 'noindex')] : []),
    og('site_name', 'Polyscope'),
    og('type', 'website'),
    og('locale', locales[language]),
    og('title', title),
    og('description', description),
    ...(url ? [og('url', url), `<link rel="canonical" href="${escaped(url)}" />`] : []),
    ...(picture
      ? [
          og('image', picture),
          og('image:type', 'image/jpeg'),
          og('image:width', '1200'),
          og('image:height', '630'),
          og('image:alt', title),
          named('twitter:image', picture),
        ]
      : []),
    named('twitter:card', 'summary_large_image'),
    named('twitter:title', title),
    named('twitter:description', description),
  ];
  // Functions: a title may contain `$&`, which means something to `replace`.
  return html
    .replace(/<html lang="\w+"/, () => `<html lang="${language}"`)
    .replace(/<meta name="description"[^>]*>\s*/, '')
    .replace('href="/manifest.en.webmanifest"', () => `href="/manifest.${language}.webmanifest"`)
    .replace(/<title>[^<]*<\/title>/, () => tags.join('\n    '));
}
