import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../shared/refusals.ts';
import { type Front, hostsOf, schemeOf } from './forwarded.ts';

/** An origin as browsers write it: lower case, no default port, no path. Null if it is none. */
export function originOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}

/** The origin by which the browser reaches this server; null if its headers name none. */
export function ownOriginOf(headers: IncomingHttpHeaders, front: Front): string | null {
  const [host = ''] = hostsOf(headers, front);
  return originOf(`${schemeOf(headers, front) ?? 'http'}://${host}`);
}

/** A misconfigured proxy, or a strange page, would fill the log. */
const maxHints = 10;

export type Origins = {
  /** Refuses pages of other sites. Browsers always send the origin: a request without one is not from a page. */
  check(headers: IncomingHttpHeaders): void;
  /** Whether the operator lets this other site in. */
  isAllowed(origin: string): boolean;
};
type Parts = {
  /** As `originOf` writes them. */
  allowed: readonly string[];
  front: Front;
  /** Logs a hint for the operator, once per origin. */
  hint(sentence: string): void;
};

export function createOrigins({ allowed, front, hint }: Parts): Origins {
  const hinted = new Set<string>();

  /** If the browser's scheme is unknown, the origin's own is taken: its host must match anyway. */
  const isOwn = (origin: string, headers: IncomingHttpHeaders) => {
    const scheme = schemeOf(headers, front) ?? new URL(origin).protocol.slice(0, -1);
    return hostsOf(headers, front).some((host) => originOf(`${scheme}://${host}`) === origin);
  };

  const hintAt = (received: string, headers: IncomingHttpHeaders) => {
    if (hinted.size >= maxHints || hinted.has(received)) return;
    hinted.add(received);
    const own = hostsOf(headers, front).map((host) => `${schemeOf(headers, front) ?? 'http(s)'}://${host}`);
    hint(
      `A page of ${received.slice(0, 200)} was refused: this server takes itself for ${own.join(' or ').slice(0, 400)}. If that ` +
        'page is yours, let the proxy in front pass on the Host header, or set TRUST_PROXY=1 and let it send ' +
        'X-Forwarded-Host and X-Forwarded-Proto, or name the origin in ALLOWED_ORIGINS. See docs/operating.md.',
    );
  };

  const isAllowed = (origin: string) => allowed.includes(originOf(origin) ?? '');
  return {
    isAllowed,
    check(headers) {
      const received = headers.origin;
      if (received === undefined || isAllowed(received)) return;
      const origin = originOf(received);
      if (origin !== null && isOwn(origin, headers)) return;
      hintAt(received, headers);
      throw new Refusal('foreignOrigin', received.slice(0, 200));
    },
  };
}
