import { randomBytes } from 'node:crypto';
import type { Answer, Handlers, Requests } from '../../shared/conversation.ts';
import type { Role } from '../../shared/domain.ts';
import { noticeOf, Refusal, type RefusalNotice } from '../../shared/refusals.ts';
import { isAction, mayDo } from '../../shared/rights.ts';
import type { Log } from '../log.ts';

type Answering = (answer: Answer<unknown>) => void;
type Listening = { onAny(listener: (name: string, ...rest: unknown[]) => void): unknown };

/** What a thrown thing is to whoever asked: a refusal as it is, a defect with a number that the log knows. */
export function refusalOf(error: unknown, log: Log): RefusalNotice {
  if (error instanceof Refusal) return noticeOf(error.code, error.detail);
  const number = randomBytes(4).toString('hex');
  log.error({ number, error }, 'defect');
  return noticeOf('defect', undefined, number);
}

/**
 * The one way in for messages: acknowledgement there? known? right? rate? parsed? → handler → reply or refusal.
 * A message without an acknowledgement is dropped: nobody waits for its answer.
 */
export function openDoor<T extends Requests, Who>(
  socket: Listening,
  role: Role,
  requests: T,
  handlers: Handlers<T, Who>,
  who: Who,
  takeTurn: () => void,
  log: Log,
): void {
  const answer = async (name: string, asked: unknown): Promise<unknown> => {
    const request = Object.hasOwn(requests, name) ? requests[name] : undefined;
    if (isAction(name) && !mayDo(role, name)) throw new Refusal('notAllowed', name);
    if (!request) throw new Refusal('badMessage', 'unknown request');
    takeTurn();
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
    const reply = acknowledge as Answering;
    answer(name, rest[0]).then(
      (result) => reply({ ok: true, reply: result }),
      (error) => reply({ ok: false, refusal: refusalOf(error, log) }),
    );
  });
}
