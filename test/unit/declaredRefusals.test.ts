import { describe, expect, it } from 'vitest';
import { createRefusalOf } from '../../server/refusalOf.ts';
import { handshakeRefuses } from '../../shared/conversations/handshake.ts';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { Refusal, type RefusalCode, refusals } from '../../shared/refusals.ts';
import { anyRouteRefuses, routeRefuses } from '../../shared/restApi.ts';
import { rights } from '../../shared/rights.ts';
import { anyRequestRefuses, type Requests } from '../../shared/wire.ts';

const requests: Requests = { ...spectatorRequests, ...viewerRequests, ...moderatorRequests };
const routes = Object.entries(routeRefuses) as [string, readonly RefusalCode[]][];
const isCode = (text: string): text is RefusalCode => Object.hasOwn(refusals, text);

describe('the refusals that requests and routes declare', () => {
  it('are each declared once: not again by a request where any may give them', () => {
    const repeated = [
      ...Object.entries(requests).map(([name, { refuses }]) => ({ name, refuses, any: anyRequestRefuses })),
      ...routes.map(([name, refuses]) => ({ name, refuses, any: anyRouteRefuses })),
      { name: 'handshake', refuses: handshakeRefuses, any: [] },
    ].filter(
      ({ refuses, any }) => new Set(refuses).size < refuses.length || refuses.some((code) => any.includes(code)),
    );
    expect(repeated.map(({ name }) => name)).toEqual([]);
  });

  it('are all that there are', () => {
    const declared = [
      ...anyRequestRefuses,
      ...Object.values(requests).flatMap(({ refuses }) => refuses),
      ...handshakeRefuses,
      ...anyRouteRefuses,
      ...routes.flatMap(([, refuses]) => refuses),
    ];
    expect([...new Set(declared)].sort()).toEqual(Object.keys(refusals).sort());
  });

  it('hold every answer that the table of rights has for a state of the perspective', () => {
    const missing = Object.entries(rights).flatMap(([action, { but = {} }]) => {
      const name = action.split('.')[0] ?? '';
      const answers = Object.values(but).flatMap((exceptions) => Object.values(exceptions));
      return answers
        .filter(
          (answer) => isCode(answer) && ![...anyRequestRefuses, ...(requests[name]?.refuses ?? [])].includes(answer),
        )
        .map((answer) => `${action}: ${answer}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  it('are compared at the door: another one is answered, and logged', () => {
    const logged: unknown[] = [];
    const log = { warn: (what: unknown, text: string) => logged.push([what, text]) };
    const refusalOf = createRefusalOf(log as never, { refused: () => undefined, joined: () => undefined });
    expect(refusalOf(new Refusal('muted'), 'say', ['muted']).code).toBe('muted');
    expect(logged).toEqual([]);
    expect(refusalOf(new Refusal('banned'), 'say', ['muted']).code).toBe('banned');
    expect(logged).toEqual([[{ asked: 'say', code: 'banned' }, 'undeclared refusal']]);
  });
});
