import type { Role } from '../../shared/domain.ts';
import { Refusal, type RefusalNotice } from '../../shared/refusals.ts';
import { type Action, isAction, mayDo } from '../../shared/rights.ts';
import { type Answer, anyRequestRefuses, type Handlers, type Requests } from '../../shared/wire.ts';
import type { Tally } from '../metrics.ts';
import type { RefusalOf } from '../refusalOf.ts';

type Acknowledge = (answer: Answer<unknown>) => void;
type AnySocket = { onAny(listener: (name: string, ...rest: unknown[]) => void): unknown };

/** Requests that are counted as joins. */
const joining = new Set(['watch', 'goLive']);

type Guards = {
  /** Refuses a request that is too fast, or not allowed any more. */
  admit(action: Action): void;
  /** Limit of unanswered requests. */
  maxUnanswered: number;
  refusalOf: RefusalOf;
  tally: Tally;
};

/**
 * The one way in for messages. In order: acknowledgement? may this role ask it? known? allowed and not too fast
 * (`admit`)? right shape? A message without an acknowledgement is dropped: nobody waits for its answer.
 */
export function openDoor<T extends Requests, Who>(
  socket: AnySocket,
  role: Role,
  requests: T,
  handlers: Handlers<T, Who>,
  who: Who,
  { admit, maxUnanswered, refusalOf, tally }: Guards,
): void {
  let unanswered = 0;
  const requestOf = (name: string) => (Object.hasOwn(requests, name) ? requests[name] : undefined);
  const answer = async (name: string, asked: unknown): Promise<unknown> => {
    const request = requestOf(name);
    if (isAction(name) && !mayDo(role, name)) throw new Refusal('notAllowed', name);
    if (!request || !isAction(name)) throw new Refusal('badMessage', 'unknown request');
    admit(name);
    if (unanswered > maxUnanswered) throw new Refusal('tooFast', 'unanswered');
    const parsed = request.ask.safeParse(asked);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Refusal('badMessage', `${issue?.path.join('.') || name}: ${issue?.message}`);
    }
    return handlers[name as keyof T](parsed.data as never, who);
  };
  const refuse = (name: string, error: unknown): RefusalNotice =>
    refusalOf(error, name, [...anyRequestRefuses, ...(requestOf(name)?.refuses ?? [])]);

  socket.onAny((name, ...rest) => {
    const acknowledge = rest.at(-1);
    if (typeof acknowledge !== 'function') return;
    const reply = (answered: Answer<unknown>) => {
      unanswered -= 1;
      (acknowledge as Acknowledge)(answered);
    };
    unanswered += 1;
    answer(name, rest[0]).then(
      (result) => {
        if (joining.has(name)) tally.joined(role);
        reply({ ok: true, reply: result });
      },
      (error) => reply({ ok: false, refusal: refuse(name, error) }),
    );
  });
}
