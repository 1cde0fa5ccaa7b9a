import fc from 'fast-check';
import { handshakeSchema } from '../../shared/conversations/handshake.ts';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { logQuerySchema } from '../../shared/curationLog.ts';
import { newEventSchema, roles } from '../../shared/domain.ts';
import { nearQuerySchema } from '../../shared/near.ts';
import { isAction, mayDo } from '../../shared/rights.ts';
import type { Actor, Scene } from './scene.ts';
import { type Dictionary, nastyValues, spoilt, valuesFor } from './values.ts';

/** One input. `by` picks one of the actors. */
export type Input =
  | { is: 'message'; by: number; name: string; asked: unknown[]; hasAnswer: boolean }
  | { is: 'handshake'; role: string; auth: unknown; headers: Record<string, string> }
  | { is: 'frame'; text: string }
  | { is: 'request'; method: string; path: string; headers: Record<string, string>; body: string };

const requests = { ...spectatorRequests, ...viewerRequests, ...moderatorRequests };
/** Names that are no requests, or mean something to JavaScript or socket.io. */
const strange = ['constructor', '__proto__', 'toString', '', 'curate.ban', 'watch ', 'GOLIVE', 'error', 'message'];

function messages(known: Dictionary, actors: readonly Actor[]): fc.Arbitrary<Input> {
  const of = ([name, { ask }]: [string, (typeof requests)[keyof typeof requests]]) => {
    const good = valuesFor(ask, known);
    const asked = fc.oneof(
      { weight: 4, arbitrary: good.map((value) => [value]) },
      { weight: 5, arbitrary: spoilt(good).map((value) => [value]) },
      { weight: 1, arbitrary: fc.array(nastyValues, { maxLength: 3 }) },
    );
    // Actors who may ask it, and others, who are refused early.
    const able = [...actors.keys()].filter((index) => isAction(name) && mayDo(actors[index]?.role ?? 'viewer', name));
    const by = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...able) }, fc.nat(actors.length - 1));
    return fc.record({ name: fc.constant(name), asked, by });
  };
  const odd = { name: fc.constantFrom(...strange), asked: fc.array(nastyValues, { maxLength: 2 }) };
  const named = fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...Object.entries(requests).map(of)) },
    fc.record({ ...odd, by: fc.nat(actors.length - 1) }),
  );
  return fc
    .record({ named, hasAnswer: fc.nat(19).map((n) => n > 0) })
    .map(({ named: { name, asked, by }, hasAnswer }) => ({ is: 'message', by, name, asked, hasAnswer }));
}

function handshakes({ events, badTokens }: Scene): fc.Arbitrary<Input> {
  const ids = Object.values(events).map(({ event }) => event.id);
  const good = valuesFor(handshakeSchema, { event: ids, token: badTokens });
  return fc.record({
    is: fc.constant('handshake'),
    role: fc.constantFrom(...roles, 'moderator', 'admin'),
    auth: fc.oneof(good, good, spoilt(good)),
    headers: fc.oneof(
      fc.constant({}),
      fc.constantFrom({ origin: 'https://evil.example' }, { cookie: 'polyscope_device=x.y.z' }, { cookie: '=;;' }),
    ),
  }) as fc.Arbitrary<Input>;
}

/** Frames that are not, or only look like, socket.io messages. */
const frames: fc.Arbitrary<Input> = fc
  .oneof(
    fc.string({ maxLength: 300 }),
    fc
      .tuple(
        fc.constantFrom('0', '1', '2', '3', '4', '40', '41', '42', '43', '44', '451-', '42/viewer,', '40/moderator,'),
        fc.string({ maxLength: 100 }),
      )
      .map((parts) => parts.join('')),
    nastyValues.map((value) => `42/viewer,1${JSON.stringify(['watch', value])}`),
    nastyValues.map((value) => `40/moderator,${JSON.stringify(value)}`),
  )
  .map((text) => ({ is: 'frame', text }));

function httpRequests({ events, badTokens, known }: Scene): fc.Arbitrary<Input> {
  const ids = [
    ...Object.values(events).map(({ event }) => event.id),
    'nobody',
    '..',
    '%2e%2e',
    '%',
    '%00',
    'x'.repeat(300),
  ];
  const bearer = fc.constantFrom(...badTokens, 'x', '');
  const queryOf = (value: unknown) =>
    Object.entries(Object(value) as object)
      .map(
        ([name, text]) =>
          `${encodeURIComponent(name)}=${encodeURIComponent((typeof text === 'string' ? text : (JSON.stringify(text) ?? '')).toWellFormed()).slice(0, 2_000)}`,
      )
      .join('&');
  const query = fc
    .oneof(valuesFor(nearQuerySchema, {}), spoilt(valuesFor(logQuerySchema, known)), nastyValues)
    .map((value) => (typeof value === 'object' && value ? `?${queryOf(value)}` : ''));
  const path = fc.oneof(
    fc.constantFrom(
      '/api/events',
      '/healthz',
      '/readyz',
      '/metrics',
      '/',
      '/assets/../../package.json',
      '/e/x/moderate',
    ),
    fc
      .tuple(fc.constantFrom(...ids), fc.constantFrom('', '/log', '/perspectives', '/nothing'))
      .map(([id, rest]) => `/api/events/${id}${rest}`),
    fc.string({ maxLength: 60, unit: 'binary-ascii' }).map((text) => `/${encodeURI(text)}`),
  );
  const opening = valuesFor(newEventSchema, {});
  const body = fc.oneof(opening, spoilt(opening), nastyValues).map((value) => JSON.stringify(value) ?? '');
  const type = fc.constantFrom(
    'application/json',
    'application/json',
    'text/plain',
    'application/json; charset=utf-7',
    'x',
  );
  return fc
    .record({
      method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'),
      path,
      query,
      bearer,
      body,
      type,
    })
    .map(({ method, path: where, query: what, bearer: shown, body: text, type: kind }) => ({
      is: 'request',
      method,
      path: where + what,
      headers: {
        ...(shown ? { authorization: `Bearer ${shown}` } : {}),
        ...(method === 'POST' || method === 'PUT' ? { 'content-type': kind } : {}),
      },
      body: method === 'POST' || method === 'PUT' ? text : '',
    }));
}

/** Inputs for a scene; the same seed gives the same inputs. */
export function inputsFor(scene: Scene, count: number, seed: number): Input[] {
  const any = fc.oneof(
    { weight: 80, arbitrary: messages(scene.known, scene.actors) },
    { weight: 12, arbitrary: httpRequests(scene) },
    { weight: 5, arbitrary: handshakes(scene) },
    { weight: 3, arbitrary: frames },
  );
  return fc.sample(any, { numRuns: count, seed });
}
