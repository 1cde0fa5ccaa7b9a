import type { RefusalNotice } from '../../shared/refusals.ts';

/** A 'no' of the server, as a page shows it. */
export class Refused extends Error {
  readonly notice: RefusalNotice;
  constructor(notice: RefusalNotice) {
    super(notice.sentence);
    this.notice = notice;
  }
}
