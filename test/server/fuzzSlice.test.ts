import { afterAll, describe, expect, it } from 'vitest';
import { fuzz } from '../fuzz/fuzz.ts';
import { tokenSecret } from '../fuzz/scene.ts';
import { startServer } from '../support/server.ts';

const server = await startServer({ env: { TOKEN_SECRET: tokenSecret, RATE_SCALE: '100000', MAX_PERSPECTIVES: '500' } });
afterAll(() => server.close());

describe('generated and spoilt input, in every role, signed and unsigned', () => {
  it('crashes nothing, is all answered, and gains nobody a right (a slice of npm run fuzz)', async () => {
    const { crashes, unanswered, rightsGained, workerDeaths, answers } = await fuzz(
      server,
      1_000,
      20_251,
      () => undefined,
    );
    expect({ crashes, unanswered, rightsGained, workerDeaths }).toEqual({
      crashes: [],
      unanswered: [],
      rightsGained: [],
      workerDeaths: 0,
    });
    // Enough of it is understood, and gets far.
    expect(answers.ok ?? 0).toBeGreaterThan(100);
  }, 120_000);
});
