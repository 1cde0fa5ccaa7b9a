import { randomBytes } from 'node:crypto';
import type { DecisionReply } from '../../shared/conversations/moderator.ts';
import type { Message } from '../../shared/conversations/talk.ts';
import type { By, Fields, Target } from '../../shared/curationLog.ts';
import type { Event } from '../../shared/domain.ts';
import { effectiveStateOf } from '../../shared/lifecycle.ts';
import type { Asker } from '../../shared/limits.ts';
import { Refusal } from '../../shared/refusals.ts';
import { answerTo } from '../../shared/rights.ts';
import { messagesOnJoin, type Reaction } from '../../shared/talk.ts';
import type { Audience } from './ports/audience.ts';
import type { CheckRate } from './ports/checkRate.ts';
import type { WallNow } from './ports/clocks.ts';
import type { EventRecords } from './ports/eventStore.ts';
import type { Messages } from './ports/messages.ts';
import type { PerspectiveRecords } from './ports/perspectiveStore.ts';
import { createReactions } from './reactions.ts';
import type { RecordDecision } from './recordDecision.ts';

/** How far back a message can be deleted, in messages. */
const searchedMessages = 1_000;

/**
 * The sender as others see it, and what its limits are counted by. `newUntil`: until when its cookie is new, ms (wall
 * clock).
 */
export type Speaker = {
  role: 'viewer' | 'moderator';
  sender: string;
  name: string;
  network: string;
  asker: Asker;
  newUntil: number;
};
type Parts = {
  events: Pick<EventRecords, 'get'>;
  store: Pick<PerspectiveRecords, 'get'>;
  recordDecision: RecordDecision;
  messages: Messages;
  audience: Audience;
  checkRate: CheckRate;
  wallNow: WallNow;
  onDefect: (error: unknown) => void;
};

/** Chat and reactions, on the event's clock. */
export function createConverse({
  events,
  store,
  recordDecision,
  messages,
  audience,
  checkRate,
  wallNow,
  onDefect,
}: Parts) {
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

  const reactions = createReactions({ messages, audience, wallNow, onDefect });

  /** A new cookie shares the mutes of its network: otherwise deleting the cookie would end a mute. */
  const mutedUntilOf = (event: string, { sender, network, newUntil }: Speaker) =>
    messages.mutedUntil(event, sender, newUntil > wallNow() ? network : null, Math.round(wallNow()));

  const refuseSilenced = async (event: Event, { role, sender, network, asker }: Speaker, mutedUntil: number) => {
    if (role === 'moderator') return;
    if (mutedUntil > wallNow()) throw new Refusal('muted');
    const from = { sender, network, isNew: asker.newUntil > wallNow() };
    if (event.slowSeconds === 0 || (await messages.checkSlowMode(event.id, from, event.slowSeconds))) return;
    throw new Refusal('slowMode', `${event.slowSeconds} s`);
  };

  const decide = async (decision: Omit<Parameters<RecordDecision>[0], 'base' | 'unknown'>): Promise<DecisionReply> => {
    const isMessage = decision.target.is === 'message';
    const base: Fields = isMessage ? { isDeleted: false, version: 0 } : { mutedUntil: 0, version: 0 };
    return (await recordDecision({ ...decision, base, unknown: 'noSuchEntry' })).reply;
  };

  const find = async (event: string, id: string): Promise<Message> => {
    const message = (await messages.newest(event, searchedMessages)).find((each) => each.id === id);
    if (!message) throw new Refusal('noSuchMessage');
    return message;
  };

  const tellMessage = (event: string, message: Message) => {
    audience.tell('moderator', event, 'messageSaid', message);
    if (message.isDeleted) audience.tell('viewer', event, 'messageDeleted', { id: message.id });
    else audience.tell('viewer', event, 'messageSaid', message);
  };

  return {
    /** Throws `tooFast`, `noSuchEvent`, `eventClosed`, `noSuchPerspective`, `muted`, `slowMode`, `registryDown`. */
    async say(
      eventId: string,
      speaker: Speaker,
      said: Pick<Message, 'text' | 'name' | 'perspective'>,
    ): Promise<Message> {
      const { role, sender, name } = speaker;
      await checkRate('say', speaker.asker);
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

    /** Throws `tooFast`, `noSuchEvent`, `eventClosed`, `noSuchPerspective`, `registryDown`. */
    async react(
      eventId: string,
      { role, asker }: Speaker,
      reaction: Reaction,
      perspective: string | null,
    ): Promise<void> {
      await checkRate('react', asker);
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

    /** Throws `noSuchMessage`, `registryDown`. */
    async delete(by: By, event: string, id: string, why: string): Promise<DecisionReply> {
      const message = await find(event, id);
      const about = { event, target: { is: 'message', id }, whom: message.sender } as const;
      const reply = await decide({ ...about, by, act: 'delete', patch: { isDeleted: true }, why });
      tellMessage(event, { ...message, isDeleted: true });
      return reply;
    },

    /** Mutes for this many minutes; 0 ends it. Throws `noSuchSender`, `registryDown`. */
    async mute(by: By, event: string, sender: string, minutes: number, why: string): Promise<DecisionReply> {
      if (!(await messages.isSpeaker(event, sender))) throw new Refusal('noSuchSender');
      const mutedUntil = minutes > 0 ? Math.round(wallNow() + minutes * 60_000) : 0;
      const act = minutes > 0 ? 'mute' : 'unmute';
      return decide({ by, event, act, target: { is: 'sender', id: sender }, whom: sender, patch: { mutedUntil }, why });
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
      const reply = await decide({ by, event, act: 'undo', target, whom, patch: before, why, undoes: id });
      if (message) tellMessage(event, { ...message, isDeleted: before.isDeleted === true });
      return reply;
    },

    close: reactions.close,
  };
}

export type Converse = ReturnType<typeof createConverse>;
