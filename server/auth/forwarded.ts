import type { IncomingHttpHeaders } from 'node:http';

/** Whether this server speaks TLS itself, and what is in front of it. */
export type Front = {
  isSecure: boolean;
  /** How many proxies in front are trusted. */
  trustProxy: number;
};

const valuesOf = (header: string | string[] | undefined): string[] =>
  [header ?? []].flat().flatMap((value) => value.split(',').flatMap((each) => each.trim() || []));

/** The scheme that the browser used; null if no trusted proxy names it. */
export function schemeOf(headers: IncomingHttpHeaders, { isSecure, trustProxy }: Front): 'http' | 'https' | null {
  if (isSecure) return 'https';
  // Each proxy appends; the first value is of the one that the browser speaks to.
  const scheme = trustProxy > 0 ? valuesOf(headers['x-forwarded-proto'])[0]?.toLowerCase() : undefined;
  if (scheme === 'https' || scheme === 'wss') return 'https';
  return scheme === 'http' || scheme === 'ws' ? 'http' : null;
}

/** Host names that the browser may have used. No page can set these headers in somebody else's browser. */
export function hostsOf(headers: IncomingHttpHeaders, { trustProxy }: Front): string[] {
  const forwarded = trustProxy > 0 ? valuesOf(headers['x-forwarded-host']) : [];
  return [...new Set([...forwarded, ...valuesOf(headers.host)])];
}
