/** A decoded frame, until it is due. Times are ms on one clock. */
export type HeldFrame<Frame> = { frame: Frame; captureAt: number; arrivedAt: number };

export type FrameQueue<Frame> = {
  /** Returns the oldest frame if there are now too many: too early is better than never. */
  add(held: HeldFrame<Frame>): HeldFrame<Frame> | null;
  /** Takes the newest frame captured up to `due`, and closes those before it. */
  takeDue(due: number): { newest: HeldFrame<Frame> | null; dropped: number };
  clear(): void;
};

/** Keeps one tile's frames in order of arrival, at most `most` of them. */
export function createFrameQueue<Frame extends { close(): void }>(most: number): FrameQueue<Frame> {
  const held: HeldFrame<Frame>[] = [];
  return {
    add(added) {
      held.push(added);
      return held.length > most ? (held.shift() ?? null) : null;
    },
    takeDue(due) {
      const later = held.findIndex(({ captureAt }) => captureAt > due);
      const taken = held.splice(0, later < 0 ? held.length : later);
      const newest = taken.pop() ?? null;
      for (const { frame } of taken) frame.close();
      return { newest, dropped: taken.length };
    },
    clear() {
      for (const { frame } of held.splice(0)) frame.close();
    },
  };
}
