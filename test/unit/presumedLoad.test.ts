import { describe, expect, it } from 'vitest';
import { createLoads } from '../../server/media/loads.ts';
import type { MediaWorker } from '../../server/media/workers.ts';
import { caps } from '../../shared/limits.ts';

const on = {} as MediaWorker;
const full = { bps: 100e6, packets: 1e6, cpu: 1 };

describe('what has connected and is not measured yet', () => {
  it('counts as a part of a worker for each network, and no more however much it is', () => {
    const loads = createLoads(full, () => 0);
    for (let n = 0; n < 5; n += 1) loads.connected(on, 'downlink', 'a');
    expect(loads.share(on)).toBeCloseTo(0.1);
    for (let n = 0; n < 500; n += 1) loads.connected(on, 'downlink', 'a');
    expect(loads.share(on)).toBeCloseTo(caps.presumedLoad.network / 100);
    loads.connected(on, 'downlink', 'b');
    expect(loads.share(on)).toBeCloseTo(caps.presumedLoad.network / 100 + 0.02);
  });

  it('is forgotten when it has left, or after a while', () => {
    let now = 0;
    const loads = createLoads(full, () => now);
    loads.connected(on, 'uplink', 'a')();
    expect(loads.share(on)).toBe(0);
    loads.connected(on, 'uplink', 'a');
    expect(loads.share(on)).toBeGreaterThan(0);
    now = 5_001;
    expect(loads.share(on)).toBe(0);
  });
});
