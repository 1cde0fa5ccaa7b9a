import type { RawSocket } from './socket.ts';

/** Tells the server how far this process's clock is from its own, as a phone does. */
export async function reportClock(socket: RawSocket): Promise<void> {
  const sentAt = performance.now();
  const { receivedAt } = await socket.must<{ receivedAt: number }>('exchangeTime', {});
  const offsetMs = receivedAt - (performance.timeOrigin + (sentAt + performance.now()) / 2);
  await socket.must('reportClock', { offsetMs, boundMs: 5, cameraDelayMs: 0, captureTimeErrorMs: 0 });
}
