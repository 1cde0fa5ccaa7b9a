import { Router } from 'express';

type RegistryHealth = { answerMs: number } | { why: string };

/** `/healthz`: this process answers. `/readyz`: the registry takes writes, and at least one media worker runs. */
export function healthRoutes(parts: { registry(): Promise<RegistryHealth>; workers(): number }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', async (_request, response) => {
    const health = await parts.registry();
    const registry = 'answerMs' in health;
    const workers = parts.workers();
    const why = [...(registry ? [] : [health.why]), ...(workers > 0 ? [] : ['no media worker runs'])];
    const isReady = why.length === 0;
    response.status(isReady ? 200 : 503).json({ registry, workers, ...(isReady ? {} : { why: why.join('; ') }) });
  });
  return router;
}
