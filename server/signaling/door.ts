import { randomBytes } from 'node:crypto';
import type { Role } from '../../shared/domain.ts';
import { noticeOf, Refusal, type RefusalNotice } from '../../shared/refusals.ts';
import { type Action, isAction, mayDo } from '../../shared/rights.ts';
import type { Answer, Handlers, Requests } from '../../shared/wire.ts';
import type { Log } from '../log.ts';
import type { Tally } from '../metrics.ts';

type Answering = (answer: Answer<unknown>) => void;
type Listening = { onAny(listener: (name: string, ...rest: unknown[]) => void): unknown };

/** With these a socket begins to take part. */
const joining = new Set(['watch', 'goLive']);

/** What a thrown thing is to whoever asked: a refusal as it is, a defect with a number that the log knows. */
export function refusalOf(error: unknown, log: Log, tally: Tally): RefusalNotice {
  tally.refused(error instanceof Refusal ? error.code : 'defect');
  if (error instanceof Refusal) return noticeOf(error.code, error.detail);
  const number = randomBytes(4).toString('hex');
  log.error({ number, error }, 'defect');
  return noticeOf('defect', undefined, number);
}

type Guarding = {
  /** Refuses who asks too fast, or is no longer who it was. */
  admit(action: Action): void;
  /** So many may be without an answer. */
  questions: number;
  log: Log;
  tally: Tally;
};

/**
 * The one way in for messages: acknowledgement there? known? role? rate, and still who it was (`admit`)? parsed? →
 * handler → reply or refusal. A message without an acknowledgement is dropped: nobody waits for its answer.
 */
export function openDoor<T extends Requests, Who>(
  socket: Listening,
  role: Role,
  requests: T,
  handlers: Handlers<T, Who>,
  who: Who,
  { admit, questions, log, tally }: Guarding,
): void {
  let unanswered = 0;
  const answer = async (name: string, asked: unknown): Promise<unknown> => {
    const request = Object.hasOwn(requests, name) ? requests[name] : undefined;
    if (isAction(name) && !mayDo(role, name)) throw new Refusal('notAllowed', name);
    if (!request || !isAction(name)) throw new Refusal('badMessage', 'unknown request');
    admit(name);
    if (unanswered > questions) throw new Refusal('tooFast', 'unanswered');
    const parsed = request.ask.safeParse(asked);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Refusal('badMessage', `${issue?.path.join('.') || name}: ${issue?.message}`);
    }
    return handlers[name as keyof T](parsed.data as never, who);
  };

  socket.onAny((name, ...rest) => {
    const acknowledge = rest.at(-1);
    if (typeof acknowledge !== 'function') return;
    const reply = (answered: Answer<unknown>) => {
      unanswered -= 1;
      (acknowledge as Answering)(answered);
    };
    unanswered += 1;
    answer(name, rest[0]).then(
      (result) => {
        if (joining.has(name)) tally.joined(role);
        reply({ ok: true, reply: result });
      },
      (error) => reply({ ok: false, refusal: refusalOf(error, log, tally) }),
    );
  });
}
