/** Waits for all, then throws the first fault: one that fails stops no other, unlike with `Promise.all`. */
export async function allSettled(tasks: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(tasks)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
