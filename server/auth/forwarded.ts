import type { IncomingHttpHeaders } from 'node:http';

/** What stands in front of this server, and whether it speaks TLS itself. */
export type Front = {
  isSecure: boolean;
  /** Proxies in front that are believed. */
  trustProxy: number;
};

const valuesOf = (header: string | string[] | undefined): string[] =>
  [header ?? []].flat().flatMap((value) => value.split(',').flatMap((each) => each.trim() || []));

/** How the browser came: as this server knows itself, or as a believed proxy says. Null where nobody says. */
export function schemeOf(headers: IncomingHttpHeaders, { isSecure, trustProxy }: Front): 'http' | 'https' | null {
  if (isSecure) return 'https';
  // Each proxy appends; the first is the one that the browser speaks to.
  const said = trustProxy > 0 ? valuesOf(headers['x-forwarded-proto'])[0]?.toLowerCase() : undefined;
  if (said === 'https' || said === 'wss') return 'https';
  return said === 'http' || said === 'ws' ? 'http' : null;
}

/** By which names the browser may have come. No page can set these headers for another site's browser. */
export function hostsOf(headers: IncomingHttpHeaders, { trustProxy }: Front): string[] {
  const forwarded = trustProxy > 0 ? valuesOf(headers['x-forwarded-host']) : [];
  return [...new Set([...forwarded, ...valuesOf(headers.host)])];
}
