import { randomBytes } from 'node:crypto';
import { noticeOf, Refusal, type RefusalCode, type RefusalNotice } from '../shared/refusals.ts';
import type { Log } from './log.ts';
import type { Tally } from './metrics.ts';

/** The notice for an error: a refusal as it is, a defect as a number under which the log has it. */
export function createRefusalOf(log: Log, tally: Tally) {
  return (error: unknown, asked: string, declared: readonly RefusalCode[]): RefusalNotice => {
    tally.refused(error instanceof Refusal ? error.code : 'defect');
    if (error instanceof Refusal) {
      const { code, detail } = error;
      // Either the declaration lacks a code, or a rule is wrong. Tests fail on this entry.
      if (!declared.includes(code)) log.warn({ asked, code }, 'undeclared refusal');
      return noticeOf(code, detail);
    }
    const number = randomBytes(4).toString('hex');
    log.error({ number, error }, 'defect');
    return noticeOf('defect', undefined, number);
  };
}

export type RefusalOf = ReturnType<typeof createRefusalOf>;
