import { askRatesOf } from '../../server/auth/askLimits.ts';
import { moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { talkRequests } from '../../shared/conversations/talk.ts';
import { timeRequests } from '../../shared/conversations/time.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import type { Role } from '../../shared/domain.ts';
import { effectiveStates } from '../../shared/lifecycle.ts';
import { type RateName, rates } from '../../shared/limits.ts';
import { refusals } from '../../shared/refusals.ts';
import { paths } from '../../shared/restApi.ts';
import { type Action, isAction, rights } from '../../shared/rights.ts';
import type { Request, Requests } from '../../shared/wire.ts';
import { readDeclarations } from './declarations.ts';
import { readSchemas } from './schemas.ts';
import { shapeOf } from './shape.ts';

const code = (text: string) => `\`${text}\``;
const codes = (texts: Iterable<string>) => [...texts].map(code).join(', ');
const block = (text: string) => `\`\`\`ts\n${text}\n\`\`\``;

/** The requests of REST that pages make (`server/http`). */
const restRequests: readonly [string, string, string, string, readonly RateName[]][] = [
  ['GET', paths.events, 'query `NearQuery`', 'EventsReply', ['rest']],
  [
    'POST',
    paths.events,
    'body `NewEvent`; the open key as bearer, where one is set',
    'OpenedReply',
    ['rest', 'openEvent'],
  ],
  ['GET', paths.event('EVENT'), '', 'EventReply', ['rest']],
  ['GET', paths.perspectives('EVENT'), 'query `NearQuery`', 'PerspectivesReply', ['rest']],
  ['GET', paths.log('EVENT'), 'query `LogQuery`; a moderator’s token as bearer', 'LogReply', ['rest']],
  ['GET', paths.media, '', 'MediaReply', ['rest']],
  ['GET', paths.origin, '', 'OriginReply', []],
];

/** The refusals that a role gets about a perspective, each with the states in which it gets them. */
function answersOf(action: Action, role: Role): string[] {
  const byAnswer = new Map<string, string[]>();
  for (const state of effectiveStates) {
    const answer = rights[action].but?.[role]?.[state];
    if (answer && answer !== 'yes') byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), state]);
  }
  return [...byAnswer].map(([answer, states]) => {
    const effect = answer === 'nothing' ? 'answered without it' : code(answer);
    return `${effect} (${role}: ${states.join(', ')})`;
  });
}

/** Who may ask a request, its limits and its refusals, a line each. */
function rulesOf(name: string, entry: Request): string[] {
  if (!isAction(name)) return [];
  const { who, needs } = rights[name];
  const limits = [...askRatesOf(name), ...(name in rates ? [name] : [])];
  const byState = who.flatMap((role) => answersOf(name, role));
  const declared = 'refuses' in entry ? (entry.refuses as readonly string[]) : [];
  return [
    `- Asked by: ${who.join(', ')}${needs ? `, with the right ${code(needs)}` : ''}`,
    `- Limits: ${codes(limits)}`,
    ...(byState.length > 0 ? [`- By the state of the perspective: ${byState.join('; ')}`] : []),
    ...(declared.length > 0 ? [`- Refuses: ${codes(declared)}`] : []),
  ];
}

/** Reads `shared` once; returns what makes each generated part of docs/protocol.md, by the part's name. */
export async function readSections(): Promise<Record<string, () => string>> {
  const { types, replies } = readDeclarations();
  const schemas = await readSchemas(types);
  /** Types that the parts written so far refer to; the last part lists them. */
  const named = new Set<string>();
  const collectTypes = (text: string) => {
    for (const [name] of text.matchAll(/\b[A-Z]\w+/g))
      if (types.has(name) || schemas.shapeBehind(name)) named.add(name);
    return text;
  };

  const request = (name: string, entry: Request) => {
    const { type = 'object', about = '' } = replies.get(name) ?? {};
    const asks = collectTypes(shapeOf(schemas.argument(entry.ask)));
    const reply = type === 'object' ? '{}' : collectTypes(type);
    return [
      `### ${code(name)}`,
      ...(about ? [about] : []),
      block(`asks    ${asks}\nreplies ${reply}`),
      rulesOf(name, entry).join('\n'),
    ].join('\n\n');
  };
  const requests = (table: Requests, ...but: Requests[]) =>
    Object.entries(table)
      .filter(([name]) => but.every((other) => !(name in other)))
      .map(([name, entry]) => request(name, entry))
      .join('\n\n');
  const declaration = (name: string) => {
    const shape = schemas.shapeBehind(name);
    return collectTypes(`type ${name} = ${shape ? shapeOf(shape) : schemas.spelledOut(types.get(name)?.text ?? '')}`);
  };
  const notices = (name: string) => {
    const declared = types.get(name);
    if (!declared) throw new Error(`There is no type ${name} in shared/.`);
    return block(collectTypes(declared.text));
  };
  /** All types that were referred to, and those that they refer to. */
  const allTypes = () => {
    const written = new Map<string, string>();
    // The set grows during the loop.
    for (const name of named) if (!/^Answer$|Notices$/.test(name)) written.set(name, declaration(name));
    const all = [...written].sort(([a], [b]) => a.localeCompare(b));
    const about = (name: string) => (types.get(name)?.about ? `/** ${types.get(name)?.about} */\n` : '');
    return block(all.map(([name, text]) => `${about(name)}${text};`).join('\n\n'));
  };

  return {
    number: () => {
      const { protocolVersion } = schemas.exported;
      return protocolVersion === undefined ? '' : `The number of this version is **${protocolVersion}**.`;
    },
    handshake: () => {
      const { handshakeRefuses = [] } = schemas.exported as { handshakeRefuses?: readonly string[] };
      // The number is read by a schema of its own, before the rest.
      const [number, rest] = ['Protocol', 'Handshake'].map((name) => schemas.shapeBehind(name));
      const properties = { ...number?.properties, ...rest?.properties };
      const required = [...(number?.required ?? []), ...(rest?.required ?? [])];
      const shape = block(collectTypes(shapeOf({ type: 'object', properties, required })));
      return handshakeRefuses.length > 0 ? `${shape}\n\nIt may be refused with ${codes(handshakeRefuses)}.` : shape;
    },
    answer: () => {
      const { anyRequestRefuses = [] } = schemas.exported as { anyRequestRefuses?: readonly string[] };
      const shape = block(collectTypes(`type Answer<T> = ${types.get('Answer')?.text}`));
      const refuses = `Any request may be refused with ${codes(anyRequestRefuses)}.`;
      return anyRequestRefuses.length > 0 ? `${shape}\n\n${refuses}` : shape;
    },
    time: () => requests(timeRequests),
    spectator: () => requests(spectatorRequests, timeRequests),
    spectatorNotices: () => notices('SpectatorNotices'),
    viewer: () => requests(viewerRequests, timeRequests, talkRequests),
    talk: () => requests(talkRequests),
    viewerNotices: () => notices('ViewerNotices'),
    talkNotices: () => notices('TalkNotices'),
    moderator: () => requests(moderatorRequests, viewerRequests),
    moderatorNotices: () => notices('ModeratorNotices'),
    actions: () => {
      const rows = Object.keys(rights).filter((name) => name.startsWith('curate.'));
      const row = (name: string) => {
        const states = effectiveStates.filter((state) => isAction(name) && rights[name].but?.moderator?.[state]);
        return `| ${code(name.slice('curate.'.length))} | ${states.join(', ')} |`;
      };
      return ['| action | `notNow` where it is |', '| --- | --- |', ...rows.map(row)].join('\n');
    },
    rest: () => {
      const rows = restRequests.map(([method, path, asks, reply, limits]) => {
        collectTypes(`${asks} ${reply}`);
        return `| ${code(`${method} ${path}`)} | ${asks} | ${code(reply)} | ${codes(limits)} |`;
      });
      return ['| request | asks | replies | limits |', '| --- | --- | --- | --- |', ...rows].join('\n');
    },
    refusals: () => {
      const rows = Object.entries(refusals).map(
        ([name, { status, isFinal, en }]) =>
          `| ${code(name)} | ${status} | ${isFinal ? 'yes' : 'no'} | ${en.join(' ')} |`,
      );
      return ['| code | HTTP status | final | what it says |', '| --- | --- | --- | --- |', ...rows].join('\n');
    },
    types: allTypes,
  };
}
