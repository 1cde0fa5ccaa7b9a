import type { ChainableCommander } from 'ioredis';

/** Runs a pipeline; its results in their order. Throws the first error that any of its commands had. */
export async function execAll(pipeline: ChainableCommander): Promise<unknown[]> {
  const answers = (await pipeline.exec()) ?? [];
  return answers.map(([error, result]) => {
    if (error) throw error;
    return result;
  });
}
