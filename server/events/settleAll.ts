/** Waits for all, whatever becomes of each: one fault stops no other. Then throws the first. */
export async function settleAll(works: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
