import { isFinal, type RefusalNotice } from '../../shared/refusals.ts';

/** A refusal by the server, as a page shows it. */
export class Refused extends Error {
  readonly notice: RefusalNotice;
  constructor(notice: RefusalNotice) {
    super(notice.sentence);
    this.notice = notice;
  }
}

export const noticeIn = (fault: unknown): RefusalNotice | null => (fault instanceof Refused ? fault.notice : null);

/** The answer; null after a final refusal, which `onFinal` gets. */
export async function unlessFinal<T>(answer: Promise<T>, onFinal: (notice: RefusalNotice) => void): Promise<T | null> {
  try {
    return await answer;
  } catch (fault) {
    const notice = noticeIn(fault);
    if (!notice || !isFinal(notice.code)) throw fault;
    onFinal(notice);
    return null;
  }
}
