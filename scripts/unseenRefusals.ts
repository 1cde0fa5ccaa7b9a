import { handshakeRefuses } from '../shared/conversations/handshake.ts';
import { moderatorRequests } from '../shared/conversations/moderator.ts';
import { spectatorRequests } from '../shared/conversations/spectator.ts';
import { viewerRequests } from '../shared/conversations/viewer.ts';
import { refusals } from '../shared/refusals.ts';
import { routeRefuses } from '../shared/restApi.ts';
import type { Requests } from '../shared/wire.ts';

/** Each refusal that a request, a route or the handshake declares for itself, as `request:code`. */
export function declaredRefusals(): string[] {
  const requests: Requests = { ...spectatorRequests, ...viewerRequests, ...moderatorRequests };
  const declared = [
    ...Object.entries(requests).map(([name, { refuses }]) => [name, refuses] as const),
    ...Object.entries(routeRefuses),
    ['handshake', handshakeRefuses] as const,
  ];
  return declared.flatMap(([name, codes]) => codes.map((code) => `${name}:${code}`));
}

/** Codes that no server answered, and declarations of a code for a request that no server made use of. */
export function unseenRefusals(seen: readonly string[]): { codes: string[]; declared: string[] } {
  const codes = new Set(seen.map((each) => each.split(':')[1]));
  return {
    codes: Object.keys(refusals).filter((code) => !codes.has(code)),
    declared: declaredRefusals().filter((each) => !seen.includes(each)),
  };
}
