import type { talkRequests } from '../../shared/conversations/talk.ts';
import type { Handlers } from '../../shared/wire.ts';
import type { Visitor } from '../auth/visitors.ts';
import type { Downlink } from '../events/ports/media.ts';
import type { MessageRules } from './messageRules.ts';

/** A viewer or moderator, who may chat. `name`: a moderator's, else empty. */
export type Talker = {
  event: string;
  role: 'viewer' | 'moderator';
  visitor: Visitor;
  name: string;
  downlink: Downlink | null;
};

/** A viewer who receives media is no newcomer to the chat: that costs more than a new cookie. */
const askerOf = ({ visitor: { asker }, downlink }: Talker) =>
  downlink?.isConnected() ? { ...asker, newUntil: 0 } : asker;

export function talkHandlers({ converse, report }: MessageRules): Handlers<typeof talkRequests, Talker> {
  const speakerOf = (who: Talker) => {
    const { role, name, visitor } = who;
    const { sender, network, asker } = visitor;
    return { role, name, sender, network, asker: askerOf(who), newUntil: asker.newUntil };
  };
  return {
    readMessages: (_, who) => converse.read(who.event, speakerOf(who)),
    async say(said, who) {
      return { message: await converse.say(who.event, speakerOf(who), said) };
    },
    async react({ reaction, perspective }, who) {
      await converse.react(who.event, speakerOf(who), reaction, perspective);
      return {};
    },
    async report(filing, { event, role, visitor: { device, address, network, asker } }) {
      await report.report(event, { role, device, address, network, asker }, filing);
      return {};
    },
  };
}
