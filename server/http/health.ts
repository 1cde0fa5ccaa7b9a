import { Router } from 'express';

/** `/healthz`: this process answers. `/readyz`: its registry and at least one media worker do, too. */
export function healthRoutes(parts: { isRegistryUp(): Promise<boolean>; workers(): number }): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', async (_request, response) => {
    const registry = await parts.isRegistryUp();
    const workers = parts.workers();
    response.status(registry && workers > 0 ? 200 : 503).json({ registry, workers });
  });
  return router;
}
