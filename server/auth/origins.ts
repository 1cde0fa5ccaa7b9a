import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../shared/refusals.ts';
import { type Front, hostsOf, schemeOf } from './forwarded.ts';

/** An origin as browsers write it: lower case, no default port, no path. Null for what names none. */
export function originOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}

/** Misconfigured proxies repeat themselves, and so do strangers' pages. */
const mostHints = 10;

export type Origins = {
  /** Refuses a page of another site. Browsers name the page's origin; what names none is no browser's page. */
  check(headers: IncomingHttpHeaders): void;
  /** Of another site, and let in by the operator. */
  isAllowed(origin: string): boolean;
};
type Parts = {
  /** As `originOf` writes them. */
  allowed: readonly string[];
  front: Front;
  /** A sentence for whoever runs the server, once for each origin. */
  hint(sentence: string): void;
};

export function createOrigins({ allowed, front, hint }: Parts): Origins {
  const hinted = new Set<string>();

  /** Where nobody says by which scheme the browser came, the origin's own is believed: its host must fit anyway. */
  const isOwn = (origin: string, headers: IncomingHttpHeaders) => {
    const scheme = schemeOf(headers, front) ?? new URL(origin).protocol.slice(0, -1);
    return hostsOf(headers, front).some((host) => originOf(`${scheme}://${host}`) === origin);
  };

  const tell = (came: string, headers: IncomingHttpHeaders) => {
    if (hinted.size >= mostHints || hinted.has(came)) return;
    hinted.add(came);
    const own = hostsOf(headers, front).map((host) => `${schemeOf(headers, front) ?? 'http(s)'}://${host}`);
    hint(
      `A page of ${came.slice(0, 200)} was refused: this server takes itself for ${own.join(' or ').slice(0, 400)}. If that ` +
        'page is yours, let the proxy in front pass on the Host header, or set TRUST_PROXY=1 and let it send ' +
        'X-Forwarded-Host and X-Forwarded-Proto, or name the origin in ALLOWED_ORIGINS. See docs/operating.md.',
    );
  };

  const isAllowed = (origin: string) => allowed.includes(originOf(origin) ?? '');
  return {
    isAllowed,
    check(headers) {
      const came = headers.origin;
      if (came === undefined || isAllowed(came)) return;
      const origin = originOf(came);
      if (origin !== null && isOwn(origin, headers)) return;
      tell(came, headers);
      throw new Refusal('foreignOrigin', came.slice(0, 200));
    },
  };
}
