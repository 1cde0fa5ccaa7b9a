import { describe, expect, it } from 'vitest';
import type { Audience } from '../../server/events/ports/audience.ts';
import type { Changed, CurationLog } from '../../server/events/ports/curationLog.ts';
import { createRecordDecision } from '../../server/events/recordDecision.ts';
import type { LogEntry } from '../../shared/curationLog.ts';
import { isRefusal } from '../../shared/refusals.ts';

const record = { hidden: true, version: 3 };

/** What happens, in order, where the log answers so. */
async function decide(changed: Changed) {
  const steps: string[] = [];
  const curationLog = {
    async change() {
      steps.push('written');
      return changed;
    },
  } as unknown as CurationLog;
  const audience = { tellModerators: (_: string, name: string) => steps.push(name) } as unknown as Audience;
  const recordDecision = createRecordDecision({ curationLog, audience, wallNow: () => 0 });
  const target = { is: 'perspective', id: 'p' } as const;
  const decision = { event: 'e', target, patch: { hidden: true }, by: { is: 'event' }, act: 'hide' } as const;
  const recorded = recordDecision({ ...decision, unknown: 'noSuchPerspective' }, async (_, isNew) => {
    steps.push(isNew ? 'applied anew' : 'applied again');
  });
  const reply = await recorded.then(
    (done) => done.reply,
    (error) => ['changedSince', 'noSuchPerspective'].find((code) => isRefusal(error, code as 'changedSince')),
  );
  return { steps, reply };
}

describe('a decision', () => {
  it('is written, carried out, then told to moderators', async () => {
    const { steps, reply } = await decide({ is: 'changed', record, entry: { id: 7 } as LogEntry });
    expect(steps).toEqual(['written', 'applied anew', 'logged']);
    expect(reply).toEqual({ entry: 7, version: 3 });
  });

  it('that changes nothing is carried out again, and has no line', async () => {
    const { steps, reply } = await decide({ is: 'same', record });
    expect(steps).toEqual(['written', 'applied again']);
    expect(reply).toEqual({ entry: null, version: 3 });
  });

  it.each([
    ['changedSince', 'changedSince'],
    ['unknown', 'noSuchPerspective'],
  ] as const)('that is answered %s is refused as %s, and neither carried out nor told', async (is, code) => {
    expect(await decide({ is })).toEqual({ steps: ['written'], reply: code });
  });
});
