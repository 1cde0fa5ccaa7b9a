import { machine } from '../support/figures.ts';
import { startRedis } from '../support/redis.ts';
import { startServer } from '../support/server.ts';
import { fuzz } from './fuzz.ts';
import { tokenSecret } from './scene.ts';

const count = Number(process.argv[2] ?? 40_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);

let said = 0;
const startedAt = performance.now();
const redis = await startRedis();
const server = await startServer({
  // Rate limits would hide what comes after them.
  env: {
    REDIS_URL: redis.url,
    TOKEN_SECRET: tokenSecret,
    RATE_SCALE: '100000',
    MAX_PERSPECTIVES: '500',
    MAX_WORKER_MBPS: '100000',
    MAX_WORKER_PACKETS: '10000000',
    LOG_LEVEL: 'warn',
  },
});
try {
  const verdict = await fuzz(server, redis.redis, count, seed, (done) => {
    if (done >= said + 2_000 || done >= count) {
      said = done;
      console.log(`${done} inputs`);
    }
  });
  const { inputs, answers, readBack, spoilt, workerDeaths } = verdict;
  console.log(`\ninputs   ${JSON.stringify(inputs)}\nanswers  ${JSON.stringify(answers)}`);
  console.log(`read back ${readBack}, spoilt by hand ${spoilt}`);
  const { crashes, unanswered, rightsGained, unreadable } = verdict;
  const findings = { crashes, unanswered, rightsGained, unreadable };
  for (const [kind, found] of Object.entries(findings)) {
    console.log(`${kind}: ${found.length}`);
    for (const each of found.slice(0, 20)) console.log(`  ${each}`);
  }
  // An answer has only a defect's number; its cause is in the log.
  for (const line of server
    .output()
    .split('\n')
    .filter((each) => each.includes('"msg":"defect"')))
    console.log(line);
  const counts = Object.fromEntries(Object.entries(findings).map(([kind, found]) => [kind, found.length]));
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const total = Object.values(inputs).reduce((sum, each) => sum + each, 0);
  console.log(
    JSON.stringify({
      fuzz: total,
      seed,
      inputs,
      readBack,
      spoilt,
      ...counts,
      workerDeaths,
      seconds,
      machine: machine(),
    }),
  );
  if (Object.values(counts).some((each) => each > 0) || workerDeaths > 0) process.exitCode = 1;
} finally {
  await server.close();
  await redis.close();
}
