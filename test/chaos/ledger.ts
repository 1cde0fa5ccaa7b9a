import type { Message } from '../../shared/conversations/talk.ts';
import type { PerspectivesReply } from '../../shared/restApi.ts';
import type { Scene } from './scene.ts';

/** What the server confirmed before a fault; each function returns what is lost after it. */
export type Ledger = () => Promise<string[]>;

const sayWithinMs = 10_000;
let decisions = 0;

/** Makes the server confirm an event, a message and a decision. */
export async function confirm(scene: Scene, what: string): Promise<Ledger> {
  const { moderator, phones, http, opened } = scene;
  const { status, body } = await http('/api/events', { title: `Before ${what}` });
  if (status !== 200) throw new Error(`no event could be opened: ${JSON.stringify(body)}`);
  const event = (body as { event: { id: string } }).event.id;
  const { ask } = moderator.conversation;
  const text = `Before ${what} ${performance.now()}`;
  await ask('say', { text, name: '', perspective: null });
  const perspective = phones[0]?.id() ?? '';
  decisions += 1;
  const isFeatured = decisions % 2 === 1;
  await ask('curate', { perspective, action: isFeatured ? 'feature' : 'unfeature', why: '' });

  return async () => {
    const read = async () => {
      const lost: string[] = [];
      if ((await http(`/api/events/${event}`)).status !== 200) lost.push('event');
      const { messages } = (await ask('readMessages', {})) as { messages: Message[] };
      if (!messages.some((message) => message.text === text)) lost.push('message');
      const reply = await http(`/api/events/${opened.event.id}/perspectives`);
      const found = (reply.body as PerspectivesReply).perspectives?.find(({ id }) => id === perspective);
      if (found?.curation.featured !== isFeatured) lost.push('decision');
      return lost;
    };
    const deadline = performance.now() + sayWithinMs;
    for (;;) {
      const lost = await read().catch((fault: Error) => [`all (${fault.message})`]);
      // It may still be starting.
      if (lost.length === 0 || performance.now() > deadline) return lost;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
}
