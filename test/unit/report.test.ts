import { describe, expect, it } from 'vitest';
import { createCurate } from '../../server/events/curate.ts';
import { createRecordDecision } from '../../server/events/recordDecision.ts';
import { createReport } from '../../server/events/report.ts';
import { createUnwritten } from '../../server/events/unwritten.ts';
import { viewerRequests } from '../../shared/conversations/viewer.ts';
import { isRefusal, Refusal } from '../../shared/refusals.ts';
import { anyRequestRefuses } from '../../shared/wire.ts';

const curation = {
  ...{ letIn: true, featured: false, hidden: false, blackout: false, trusted: false },
  ...{ out: 'no', name: '', group: '', nudgeMs: 0, reportsDismissedAt: 0, version: 1 },
} as const;
const record = { id: 'p', event: 'e', label: '', state: 'live', curation, media: { video: true, audio: false } };

/** An event that holds a perspective after one report; `write` is what its decision meets in the registry. */
const reporting = (write: () => Promise<object>) => {
  const curationLog = { change: write };
  const audience = { tell: () => undefined, tellModerators: () => undefined };
  const receivers: boolean[] = [];
  const camera = { record: { ...record }, origin: { camera: 'c' }, phone: null };
  const store = { get: async () => record, originOf: async () => null, claim: async () => record };
  const clocks = { wallNow: () => 1_000 };
  const liveCameras = {
    find: () => camera,
    backstageOf: () => ({}),
    setCuration: async (_: unknown, decided: typeof curation) => {
      camera.record.curation = decided;
    },
    setReceivers: (_: unknown, { letIn }: { letIn: boolean }) => void receivers.push(letIn),
  };
  const recordDecision = createRecordDecision({ curationLog, audience, ...clocks } as never);
  const unwritten = createUnwritten(async (_, task) => task());
  const curate = createCurate({ store, recordDecision, liveCameras, audience, unwritten, ...clocks } as never);
  const reports = {
    file: async () => true,
    about: async () => [{ reason: 'danger', note: '', at: 900, network: 'n' }],
  };
  const events = { get: async () => ({ id: 'e', reportThreshold: 1 }) };
  const checkRate = async () => undefined;
  const { report } = createReport({ events, store, reports, curate, audience, checkRate, ...clocks } as never);
  const by = { role: 'viewer', device: 'd', address: 'a', network: 'n', asker: {} } as never;
  return { receivers, report: () => report('e', by, { perspective: 'p', reason: 'danger', note: '' }) };
};

describe('a report that reaches the threshold', () => {
  it('is counted although a moderator decides at the same time, whose decision stands', async () => {
    const { report, receivers } = reporting(async () => ({ is: 'changedSince' }));
    await report();
    expect(receivers).toEqual([false, true]);
  });

  it('holds the perspective although the registry refuses the decision', async () => {
    const { report, receivers } = reporting(() => Promise.reject(new Refusal('registryDown')));
    await report();
    expect(receivers.at(-1)).toBe(false);
  });

  it('is answered with what the request declares alone', async () => {
    const declared = [...anyRequestRefuses, ...viewerRequests.report.refuses];
    expect(declared.filter((code) => code === 'changedSince' || code === 'writtenLater')).toEqual([]);
    const { report } = reporting(() => Promise.reject(new Refusal('noSuchPerspective')));
    await expect(report()).rejects.toSatisfy((error) => isRefusal(error, 'noSuchPerspective'));
  });
});
