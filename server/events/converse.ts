import { randomBytes } from 'node:crypto';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import type { Act, By, Fields, Target } from '../../shared/curationLog.ts';
import type { Event } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { answerTo } from '../../shared/rights.ts';
import { messagesOnJoin, type Reaction } from '../../shared/talk.ts';
import { movedOf } from './curate.ts';
import type { Audience, CurationLog, EventStore, Messages, PerspectiveStore, TakeTurn, WallNow } from './ports.ts';
import { createReactions } from './reactions.ts';

/** A moderator looks for a message among so many. */
const searched = 1_000;

/** Who speaks: as others see it, and by what it is limited; `newUntil`: until when its cookie is a new one, ms. */
export type Speaker = {
  role: 'viewer' | 'moderator';
  sender: string;
  name: string;
  network: string;
  asker: Asker;
  newUntil: number;
};
type Parts = {
  events: EventStore;
  store: PerspectiveStore;
  log: CurationLog;
  messages: Messages;
  audience: Audience;
  takeTurn: TakeTurn;
  wallNow: WallNow;
  onFault: (error: unknown) => void;
};

/** Chat and reactions, on the event's clock. */
export function createConverse({ events, store, log, messages, audience, takeTurn, wallNow, onFault }: Parts) {
  const openEvent = async (id: string): Promise<Event> => {
    const event = await events.get(id);
    if (!event) throw new Refusal('noSuchEvent');
    if (event.endsAt !== null) throw new Refusal('eventClosed');
    return event;
  };

  const mustSee = async (role: Speaker['role'], action: 'say' | 'react', event: string, id: string | null) => {
    if (id === null) return;
    const record = await store.get(event, id);
    const answer = record ? answerTo(role, action, effectiveStateOf(record)) : 'noSuchPerspective';
    if (answer !== 'yes' && answer !== 'nothing') throw new Refusal(answer);
  };

  const reactions = createReactions({ messages, audience, wallNow, onFault });

  /** A new cookie of a network is as silent as whoever was muted there. */
  const mutedUntilOf = (event: string, { sender, network, newUntil }: Speaker) =>
    messages.mutedUntil(event, sender, newUntil > wallNow() ? network : null, Math.round(wallNow()));

  const refuseSilenced = async (event: Event, { role, sender, network, asker }: Speaker, mutedUntil: number) => {
    if (role === 'moderator') return;
    if (mutedUntil > wallNow()) throw new Refusal('muted');
    const from = { sender, network, isNew: asker.newUntil > wallNow() };
    if (event.slowSeconds === 0 || (await messages.takeSlowTurn(event.id, from, event.slowSeconds))) return;
    throw new Refusal('slowMode', `${event.slowSeconds} s`);
  };

  const mark = async (
    by: By,
    event: string,
    act: Act,
    target: Target,
    whom: string,
    patch: Fields,
    why: string,
    undoes?: number,
  ) => {
    const line = { at: Math.round(wallNow()), by, act, target, whom, why, report: null };
    const base: Fields = target.is === 'message' ? { isDeleted: false, version: 0 } : { mutedUntil: 0, version: 0 };
    const change = { event, target, patch, base, line };
    const changed = await log.change(undoes === undefined ? change : { ...change, undoes });
    if (changed.is === 'changed' && changed.entry) audience.tellModerators(event, 'logged', changed.entry);
    return movedOf(changed);
  };

  const find = async (event: string, id: string): Promise<Message> => {
    const message = (await messages.newest(event, searched)).find((each) => each.id === id);
    if (!message) throw new Refusal('noSuchMessage');
    return message;
  };

  const tellMessage = (event: string, message: Message) => {
    audience.tell('moderator', event, 'messageSaid', message);
    if (message.isDeleted) audience.tell('viewer', event, 'messageDeleted', { id: message.id });
    else audience.tell('viewer', event, 'messageSaid', message);
  };

  return {
    async say(
      eventId: string,
      speaker: Speaker,
      said: Pick<Message, 'text' | 'name' | 'perspective'>,
    ): Promise<Message> {
      const { role, sender, name } = speaker;
      await takeTurn('say', speaker.asker);
      const [event, mutedUntil] = await Promise.all([
        openEvent(eventId),
        role === 'moderator' ? 0 : mutedUntilOf(eventId, speaker),
        mustSee(role, 'say', eventId, said.perspective),
      ]);
      await refuseSilenced(event, speaker, mutedUntil);
      const id = randomBytes(12).toString('base64url');
      const isModerator = role === 'moderator';
      const message: Message = { ...said, name: said.name || name, id, at: Math.round(wallNow()), sender, isModerator };
      await messages.say(eventId, message, speaker.network);
      tellMessage(eventId, message);
      return message;
    },

    async react(
      eventId: string,
      { role, asker }: Speaker,
      reaction: Reaction,
      perspective: string | null,
    ): Promise<void> {
      await takeTurn('react', asker);
      await Promise.all([openEvent(eventId), mustSee(role, 'react', eventId, perspective)]);
      reactions.add(eventId, reaction, perspective);
    },

    async read(eventId: string, { role, sender }: Speaker) {
      const [event, newest, counts] = await Promise.all([
        events.get(eventId),
        messages.newest(eventId, messagesOnJoin),
        messages.reactions(eventId),
      ]);
      const shown = role === 'moderator' ? newest : newest.filter(({ isDeleted }) => !isDeleted);
      return { messages: shown, sender, slowSeconds: event?.slowSeconds ?? 0, reactions: counts };
    },

    async delete(by: By, event: string, id: string, why: string): Promise<DecisionReply> {
      const message = await find(event, id);
      const moved = await mark(by, event, 'delete', { is: 'message', id }, message.sender, { isDeleted: true }, why);
      tellMessage(event, { ...message, isDeleted: true });
      return moved;
    },

    /** `minutes` of silence; 0 ends it. */
    async mute(by: By, event: string, sender: string, minutes: number, why: string): Promise<DecisionReply> {
      if (!(await messages.isSpeaker(event, sender))) throw new Refusal('noSuchSender');
      const mutedUntil = minutes > 0 ? Math.round(wallNow() + minutes * 60_000) : 0;
      const act = minutes > 0 ? 'mute' : 'unmute';
      return mark(by, event, act, { is: 'sender', id: sender }, sender, { mutedUntil }, why);
    },

    async undo(
      by: By,
      event: string,
      entry: { id: number; target: Target; whom: string },
      before: Fields,
      why: string,
    ) {
      const { id, target, whom } = entry;
      const message = target.is === 'message' ? await find(event, target.id) : null;
      const moved = await mark(by, event, 'undo', target, whom, before, why, id);
      if (message) tellMessage(event, { ...message, isDeleted: before.isDeleted === true });
      return moved;
    },

    close: reactions.close,
  };
}

export type Converse = ReturnType<typeof createConverse>;
