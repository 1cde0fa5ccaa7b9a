import { describe, expect, it } from 'vitest';
import { createLoads } from '../../server/media/loads.ts';
import type { MediaWorker } from '../../server/media/workers.ts';
import { caps } from '../../shared/limits.ts';

const mediaWorker = {} as MediaWorker;
const full = { bps: 100e6, packets: 1e6, cpu: 1 };

describe('the load of transports that are not measured yet', () => {
  it('is presumed, for each network up to a part of a worker', () => {
    const loads = createLoads(full, () => 0);
    for (let n = 0; n < 5; n += 1) loads.presume(mediaWorker, 'downlink', 'a');
    expect(loads.share(mediaWorker)).toBeCloseTo(0.1);
    for (let n = 0; n < 500; n += 1) loads.presume(mediaWorker, 'downlink', 'a');
    expect(loads.share(mediaWorker)).toBeCloseTo(caps.presumedLoad.network / 100);
    loads.presume(mediaWorker, 'downlink', 'b');
    expect(loads.share(mediaWorker)).toBeCloseTo(caps.presumedLoad.network / 100 + 0.02);
  });

  it('is dropped when the transport closes, or after a while', () => {
    let now = 0;
    const loads = createLoads(full, () => now);
    loads.presume(mediaWorker, 'uplink', 'a')();
    expect(loads.share(mediaWorker)).toBe(0);
    loads.presume(mediaWorker, 'uplink', 'a');
    expect(loads.share(mediaWorker)).toBeGreaterThan(0);
    now = 5_001;
    expect(loads.share(mediaWorker)).toBe(0);
  });
});
