/** Keeps the screen on until the returned stop is called. Browsers release the lock whenever the page is hidden. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isAsked = false;
  let isOver = false;
  const take = async () => {
    if (isOver || isAsked || document.visibilityState === 'hidden' || lock?.released === false) return;
    isAsked = true;
    // Rejected when the battery is low.
    const mine = await navigator.wakeLock?.request('screen').catch(() => null);
    isAsked = false;
    if (isOver) void mine?.release();
    else lock = mine ?? null;
  };
  const retake = () => void take();
  document.addEventListener('visibilitychange', retake);
  void take();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', retake);
    void lock?.release();
    lock = null;
  };
}
