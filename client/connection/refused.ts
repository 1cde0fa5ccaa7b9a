import { type RefusalNotice, refusals } from '../../shared/refusals.ts';

/** A 'no' of the server, as a page shows it. */
export class Refused extends Error {
  readonly notice: RefusalNotice;
  constructor(notice: RefusalNotice) {
    super(notice.sentence);
    this.notice = notice;
  }
}

/** Whether asking again may help. A code that only a newer server knows is worth another try. */
export const isFinal = ({ code }: RefusalNotice): boolean => refusals[code]?.isFinal ?? false;

export const noticeIn = (fault: unknown): RefusalNotice | null => (fault instanceof Refused ? fault.notice : null);

/** The answer; null where it is no for good, which `ended` is told. */
export async function unlessFinal<T>(answer: Promise<T>, ended: (notice: RefusalNotice) => void): Promise<T | null> {
  try {
    return await answer;
  } catch (fault) {
    const refused = noticeIn(fault);
    if (!refused || !isFinal(refused)) throw fault;
    ended(refused);
    return null;
  }
}
