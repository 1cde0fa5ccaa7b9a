import { isFinalCode, type RefusalNotice } from '../../shared/refusals.ts';

/** A 'no' of the server, as a page shows it. */
export class Refused extends Error {
  readonly notice: RefusalNotice;
  constructor(notice: RefusalNotice) {
    super(notice.sentence);
    this.notice = notice;
  }
}

export const isFinal = ({ code }: RefusalNotice): boolean => isFinalCode(code);

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
