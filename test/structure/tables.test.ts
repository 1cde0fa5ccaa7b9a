import { describe, expect, it } from 'vitest';
import { curationActionSchema, moderatorRequests } from '../../shared/conversations/moderator.ts';
import { spectatorRequests } from '../../shared/conversations/spectator.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { refusals } from '../../shared/refusals.ts';
import { rights } from '../../shared/rights.ts';
import { sourceFiles, textOf } from './sources.ts';

const names = (table: object) => Object.keys(table).sort();

describe('tables are whole', () => {
  it('every request has a right, and every right a request', () => {
    const moves = Object.fromEntries(curationActionSchema.options.map((move) => [`curate.${move}`, move]));
    expect(names(rights)).toEqual(names({ ...spectatorRequests, ...viewerRequests, ...moderatorRequests, ...moves }));
  });

  it('every refusal is thrown by the server and provoked by a test', () => {
    const server = sourceFiles('server', 'shared').map(textOf).join('\n');
    const tests = sourceFiles('test').map(textOf).join('\n');
    const unthrown = names(refusals).filter((code) => !new RegExp(`['"]${code}['"]`).test(server));
    const untested = names(refusals).filter((code) => !new RegExp(`['"]${code}['"]`).test(tests));
    expect({ unthrown, untested }).toEqual({ unthrown: [], untested: [] });
  });
});
