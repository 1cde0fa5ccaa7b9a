import { describe, expect, it } from 'vitest';
import type { Message, Reacted } from '../../shared/conversations/talk.ts';
import type { Event } from '../../shared/domain.ts';
import { messagesOnJoin } from '../../shared/talk.ts';
import { createRig } from '../support/rig.ts';
import type { RawSocket } from '../support/socket.ts';

// Ten times the limits, so that only the test about them meets one.
const rig = await createRig({ env: { RATE_SCALE: '10', TRUST_PROXY: '1' } });
type Read = { messages: Message[]; sender: string; slowSeconds: number; reactions: Record<string, number> };

let addresses = 0;
/** Each from a network of its own. */
const person = (event: string, token?: string) => {
  addresses += 1;
  return rig.socket(token ? 'moderator' : 'viewer', event, token, { 'x-forwarded-for': `198.18.${addresses}.1` });
};
const evening = async () => {
  const { event, token } = await rig.openEvent();
  const [viewer, other, moderator] = [await person(event.id), await person(event.id), await person(event.id, token)];
  return { event: event.id, viewer, other, moderator };
};
const say = async (who: RawSocket, text: string, more: object = {}) =>
  (await who.must<{ message: Message }>('say', { text, ...more })).message;
const codeOf = async (asking: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asking).refusal?.code;
const read = (who: RawSocket) => who.must<Read>('readMessages', {});

describe('the chat of an event', () => {
  it('reaches all viewers, with the event’s time, and those who join later', async () => {
    const { event, viewer, other, moderator } = await evening();
    const { receivedAt } = await viewer.must<{ receivedAt: number }>('exchangeTime', {});
    const message = await say(viewer, 'What a goal!', { name: 'Ada' });
    expect(message).toMatchObject({ text: 'What a goal!', name: 'Ada', perspective: null, isModerator: false });
    expect(Math.abs(message.at - receivedAt)).toBeLessThan(5_000);
    for (const each of [other, moderator]) expect(await each.nextNotice('messageSaid')).toEqual(message);
    expect(await read(await person(event))).toMatchObject({ messages: [message] });
    expect(message.sender).toBe((await read(viewer)).sender);
    expect(message.sender).not.toBe((await read(other)).sender);
    expect(await say(moderator, 'Welcome')).toMatchObject({ isModerator: true });
  });

  it('is plain text of one line, with at most one link, and not too long', async () => {
    const { viewer } = await evening();
    const script = '<img src=x onerror=alert(1)>';
    expect(await say(viewer, ` ${script}\u202e\u0000 \n x `, { name: '<b>A\u202e</b>' })).toMatchObject({
      text: `${script} x`,
      name: '<b>A</b>',
    });
    expect((await say(viewer, 'see https://example.org')).text).toContain('https://');
    for (const text of ['', ' \u200b ', 'x'.repeat(281), 'https://a.example https://b.example']) {
      expect(await codeOf(viewer.ask('say', { text })), JSON.stringify(text).slice(0, 40)).toBe('badMessage');
    }
  });

  it('can be about a visible perspective, and about no other', async () => {
    const { event, viewer, moderator } = await evening();
    const { live } = await rig.phone(event, 1);
    const about = { perspective: live.perspective.id };
    expect(await say(viewer, 'this one', about)).toMatchObject(about);
    await moderator.must('curate', { perspective: about.perspective, action: 'hide' });
    expect(await codeOf(viewer.ask('say', { text: 'that one', ...about }))).toBe('noSuchPerspective');
    expect(await codeOf(viewer.ask('react', { reaction: 'heart', ...about }))).toBe('noSuchPerspective');
    // A moderator sees it, but messages go to everybody.
    expect(await codeOf(moderator.ask('say', { text: 'wait', ...about }))).toBe('noSuchPerspective');
  });

  it('can be slowed down by a moderator, for everybody else', async () => {
    const { viewer, other, moderator } = await evening();
    await moderator.must('setRules', { slowSeconds: 2 });
    expect((await viewer.nextNotice<Event>('eventChanged')).slowSeconds).toBe(2);
    await say(viewer, 'one');
    expect(await viewer.ask('say', { text: 'two' })).toMatchObject({ refusal: { code: 'slowMode', detail: '2 s' } });
    await say(other, 'from somebody else');
    for (const text of ['a', 'b']) await say(moderator, text);
    await expect.poll(() => codeOf(viewer.ask('say', { text: 'three' }))).toBeUndefined();
  });

  it('no longer has what a moderator deleted, until that is undone', async () => {
    const { viewer, other, moderator } = await evening();
    const { id } = await say(viewer, 'rude');
    const { entry } = await moderator.must<{ entry: number }>('deleteMessage', { message: id, why: 'rude' });
    expect(await other.nextNotice('messageDeleted')).toEqual({ id });
    expect((await read(other)).messages).toEqual([]);
    expect((await read(moderator)).messages).toMatchObject([{ id, isDeleted: true }]);
    await moderator.must('undo', { entry });
    expect((await read(other)).messages).toMatchObject([{ id, text: 'rude' }]);
    expect(await codeOf(moderator.ask('deleteMessage', { message: 'A'.repeat(16) }))).toBe('noSuchMessage');
  });

  it('has no messages of muted senders, until that is over', async () => {
    const { viewer, other, moderator } = await evening();
    const { sender } = await say(viewer, 'noise');
    const { entry } = await moderator.must<{ entry: number }>('mute', { sender, minutes: 5 });
    expect(await codeOf(viewer.ask('say', { text: 'more noise' }))).toBe('muted');
    await say(other, 'still here');
    await moderator.must('undo', { entry });
    await say(viewer, 'sorry');
    await moderator.must('mute', { sender });
    await moderator.must('unmute', { sender });
    await say(viewer, 'thank you');
  });

  it('refuses a flood, and keeps the newest for newcomers', async () => {
    const { event, viewer, other } = await evening();
    const codes = await Promise.all(Array.from({ length: 70 }, (_, n) => codeOf(viewer.ask('say', { text: `${n}` }))));
    expect(codes.filter((code) => code === 'tooFast')).toHaveLength(20);
    await say(other, 'the last');
    const { messages } = await read(await person(event));
    expect(messages).toHaveLength(messagesOnJoin);
    expect(messages.at(-1)?.text).toBe('the last');
  });
});

describe('reactions', () => {
  it('are batched, with their perspective, and counted', async () => {
    const { event, viewer, other } = await evening();
    const { live } = await rig.phone(event, 1);
    const perspective = live.perspective.id;
    for (let n = 0; n < 5; n += 1) await viewer.must('react', { reaction: 'clap', perspective });
    await other.must('react', { reaction: 'heart' });
    let claps = 0;
    while (claps < 5) {
      const notice = await other.nextNotice<Reacted>('reacted', ({ reaction }) => reaction === 'clap');
      expect(notice.perspective).toBe(perspective);
      claps += notice.count;
    }
    await expect.poll(async () => (await read(viewer)).reactions).toEqual({ clap: 5, heart: 1 });
    expect(await codeOf(viewer.ask('react', { reaction: '<script>' }))).toBe('badMessage');
  });
});
