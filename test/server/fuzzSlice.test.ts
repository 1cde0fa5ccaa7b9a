import { afterAll, describe, expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { tokenSecret } from '../fuzz/scene.ts';
import { startRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';

const redis = await startRedis();
const limits = { RATE_SCALE: '100000', MAX_PERSPECTIVES: '500' };
const server = await startServer({ env: { REDIS_URL: redis.url, TOKEN_SECRET: tokenSecret, ...limits } });
afterAll(async () => {
  await server.close();
  await redis.close();
});

describe('generated and spoilt input, in every role, signed and unsigned', () => {
  it('crashes nothing, is always answered, can be read back if accepted, and grants no right (a slice of npm run fuzz)', async () => {
    const { crashes, unanswered, rightsGained, unreadable, readBack, spoilt, workerDeaths, answers } = await fuzz(
      server,
      redis.redis,
      1_000,
      20_251,
      () => undefined,
    );
    expect({ crashes, unanswered, rightsGained, unreadable, workerDeaths }).toEqual({
      crashes: [],
      unanswered: [],
      rightsGained: [],
      unreadable: [],
      workerDeaths: 0,
    });
    // Enough requests are valid and get past the door.
    expect(answers.ok ?? 0).toBeGreaterThan(100);
    expect(Math.min(readBack, spoilt)).toBeGreaterThan(50);
  }, 120_000);
});
