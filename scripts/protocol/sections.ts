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

/** All of `server/http` that pages ask. */
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

/** Which codes a role is answered about a perspective, and in which states of it. */
function answersOf(action: Action, role: Role): string[] {
  const byAnswer = new Map<string, string[]>();
  for (const state of effectiveStates) {
    const answer = rights[action].but?.[role]?.[state];
    if (answer && answer !== 'yes') byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), state]);
  }
  return [...byAnswer].map(([answer, states]) => {
    const said = answer === 'nothing' ? 'answered without it' : code(answer);
    return `${said} (${role}: ${states.join(', ')})`;
  });
}

/** A line for each thing that is known of a request. */
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

/** Reads `shared` once, and writes each generated part of docs/protocol.md by its name. */
export async function readSections(): Promise<Record<string, () => string>> {
  const { types, replies } = readDeclarations();
  const schemas = await readSchemas(types);
  /** What the parts written so far name, to be listed at the end. */
  const named = new Set<string>();
  const naming = (text: string) => {
    for (const [name] of text.matchAll(/\b[A-Z]\w+/g))
      if (types.has(name) || schemas.shapeBehind(name)) named.add(name);
    return text;
  };

  const request = (name: string, entry: Request) => {
    const { type = 'object', about = '' } = replies.get(name) ?? {};
    const asks = naming(shapeOf(schemas.asked(entry.ask)));
    const reply = type === 'object' ? '{}' : naming(type);
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
    return naming(`type ${name} = ${shape ? shapeOf(shape) : schemas.spelledOut(types.get(name)?.text ?? '')}`);
  };
  const notices = (name: string) => {
    const declared = types.get(name);
    if (!declared) throw new Error(`There is no type ${name} in shared/.`);
    return block(naming(declared.text));
  };
  /** All that was named, and what that names. */
  const allTypes = () => {
    const written = new Map<string, string>();
    // The set grows while it is walked.
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
      const shape = block(naming(shapeOf(schemas.shapeBehind('Handshake') ?? {})));
      return handshakeRefuses.length > 0 ? `${shape}\n\nIt may be refused with ${codes(handshakeRefuses)}.` : shape;
    },
    answer: () => {
      const { anyRequestRefuses = [] } = schemas.exported as { anyRequestRefuses?: readonly string[] };
      const shape = block(naming(`type Answer<T> = ${types.get('Answer')?.text}`));
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
        naming(`${asks} ${reply}`);
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
