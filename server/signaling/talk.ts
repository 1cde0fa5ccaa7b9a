import type { Handlers } from '../../shared/conversation.ts';
import type { talkRequests } from '../../shared/conversations/talk.ts';
import type { Visitor } from '../auth/visitors.ts';
import type { Rules } from './rules.ts';

/** Who may speak: a watching socket, and what a moderator is called. */
export type Talker = { event: string; role: 'viewer' | 'moderator'; visitor: Visitor; name: string };

export function talkHandlers({ converse, report }: Rules): Handlers<typeof talkRequests, Talker> {
  const speakerOf = ({ role, name, visitor: { sender, address } }: Talker) => ({ role, name, sender, address });
  return {
    readMessages: (_, who) => converse.read(who.event, speakerOf(who)),
    async say(said, who) {
      return { message: await converse.say(who.event, speakerOf(who), said) };
    },
    async react({ reaction, perspective }, who) {
      await converse.react(who.event, speakerOf(who), reaction, perspective);
      return {};
    },
    async report(filing, { event, role, visitor: { device, address } }) {
      await report.report(event, { role, device, address }, filing);
      return {};
    },
  };
}
