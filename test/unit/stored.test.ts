import { describe, expect, it } from 'vitest';
import { curationRecord, logRecord } from '../../server/registry/stored.ts';
import { undecided } from '../support/perspective.ts';

describe('records from before a field was renamed', () => {
  it('keep when reports were dismissed', () => {
    const { reportsDismissedAt: _, ...curation } = undecided;
    expect(curationRecord.parse({ ...curation, lookedAt: 7 })).toMatchObject({ reportsDismissedAt: 7 });
    const newer = curationRecord.parse({ ...curation, lookedAt: 7, reportsDismissedAt: 9 });
    expect(newer).toMatchObject({ reportsDismissedAt: 9 });
    const before = logRecord.shape.before.parse({ lookedAt: 7, hidden: true });
    expect(before).toMatchObject({ reportsDismissedAt: 7, hidden: true });
  });
});
