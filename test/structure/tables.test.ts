import { describe, expect, it } from 'vitest';
import { curationActionSchema, moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { askRates, caps, type Rate, rates, scopes } from '../../shared/limits.ts';
import { rights } from '../../shared/rights.ts';
import { textOf } from './sources.ts';

const limits: [string, object][] = [...Object.entries(rates), ...Object.entries(askRates), ...Object.entries(caps)];
const names = (table: object) => Object.keys(table).sort();

describe('tables are whole', () => {
  it('every request has a right, and every right a request', () => {
    const actions = Object.fromEntries(curationActionSchema.options.map((action) => [`curate.${action}`, action]));
    expect(names(rights)).toEqual(names({ ...spectatorRequests, ...viewerRequests, ...moderatorRequests, ...actions }));
  });

  it('SECURITY.md lists every limit with its value, and no other', () => {
    const said = (limit: number | Rate | undefined) => {
      if (limit === undefined) return '';
      const [count, span] =
        typeof limit === 'number' ? [limit, ''] : [limit.count, ` in ${limit.seconds.toLocaleString('en')} s`];
      return count.toLocaleString('en') + span;
    };
    const expected = limits.map(([name, row]) => {
      const byScope = row as Partial<Record<string, number | Rate>>;
      return [name, ...scopes.map((scope) => said(byScope[scope]))];
    });
    const rows = [...textOf('SECURITY.md').matchAll(/^\| `(\w+)` \|(.*)\|$/gm)];
    const described = rows.map(([, name, cells = '']) => [
      name,
      ...cells
        .split('|')
        .slice(1)
        .map((each) => each.trim()),
    ]);
    expect(described).toEqual(expected);
  });

  it('every limit is shared by network, or an entry here says why not', () => {
    const ofOneAlone: Record<string, string> = {
      beRefused: 'it ends the one socket that goes on, and takes nothing from others',
      pipelined: 'connections are bounded by network, and what they ask by `rest`',
      questions: 'sockets are bounded by network, and what they ask by `ask`',
      waitingBytes: 'when all sockets together queue too much, the one with the most is closed',
      messageBytes: 'one message is read, and let go, at a time',
      cameras: 'a network’s part is its fair share of the event’s slots (`findSlot`)',
    };
    const narrow = limits.filter(([, row]) => !('network' in row)).map(([name]) => name);
    expect(narrow.sort()).toEqual(names(ofOneAlone));
    // One socket, browser or address reaches its limit before its whole network does.
    const wide = limits.filter(([, row]) =>
      Object.keys(row).every((scope) => scope === 'network' || scope === 'server'),
    );
    // Listed events were opened before, which `openEvent` limits by address; loads have no address.
    expect(wide.map(([name]) => name)).toEqual(['listedEvents', 'presumedLoad']);
  });
});
