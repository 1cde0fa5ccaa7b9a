import { describe, expect, it } from 'vitest';
import type { Message } from '../../shared/conversations/talk.ts';
import type { Perspective } from '../../shared/domain.ts';
import { caps, rates } from '../../shared/limits.ts';
import { newCookie } from '../support/cookie.ts';
import { createRig } from '../support/rig.ts';
import type { RawSocket } from '../support/socket.ts';

const rig = await createRig({ env: { TRUST_PROXY: '1' } });

let hosts = 0;
/** A browser with a new cookie and its own address in this network. */
const newcomer = async (event: string, network: number): Promise<RawSocket> => {
  hosts = (hosts % 250) + 1;
  const address = { 'x-forwarded-for': `198.18.${network}.${hosts}` };
  const cookie = await newCookie(rig.server.url, address);
  return rig.socket('viewer', event, undefined, { ...address, cookie });
};
const newcomers = (count: number, event: string, network: number) =>
  Promise.all(Array.from({ length: count }, () => newcomer(event, network)));
const codeOf = async (asking: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await asking).refusal?.code;
const say = (who: RawSocket, text = 'buy things') => codeOf(who.ask('say', { text }));
const evening = async () => {
  const { event, token } = await rig.openEvent();
  return { event: event.id, moderator: await rig.socket('moderator', event.id, token) };
};

describe('one network with many cookies', () => {
  it('may say no more than newcomers of one network, and others are heard', async () => {
    const { event } = await evening();
    const crowd = await newcomers(40, event, 1);
    const codes = await Promise.all(crowd.map((each) => say(each)));
    const said = codes.filter((code) => code === undefined).length;
    expect(said).toBeGreaterThan(0);
    // The window of the limit may start again meanwhile.
    expect(said).toBeLessThanOrEqual(2 * rates.say.newcomers.count);
    expect(codes).toContain('tooFast');
    expect(await say(await newcomer(event, 2))).toBeUndefined();
  });

  it('shares the limit of slow mode', async () => {
    const { event, moderator } = await evening();
    await moderator.must('setRules', { slowSeconds: 600 });
    const crowd = await newcomers(15, event, 3);
    const codes = await Promise.all(crowd.map((each) => say(each)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(caps.slowMessages.newcomers);
    expect(codes.filter((code) => code === 'slowMode')).toHaveLength(15 - caps.slowMessages.newcomers);
    expect(await say(await newcomer(event, 4))).toBeUndefined();
  });

  it('is muted along with a sender who was muted there, until that is undone', async () => {
    const { event, moderator } = await evening();
    const loud = await newcomer(event, 5);
    const { message } = await loud.must<{ message: Message }>('say', { text: 'noise' });
    const { entry } = await moderator.must<{ entry: number }>('mute', { sender: message.sender, minutes: 60 });
    expect(await say(await newcomer(event, 5))).toBe('muted');
    expect(await say(await newcomer(event, 6))).toBeUndefined();
    await moderator.must('undo', { entry });
    expect(await say(await newcomer(event, 5))).toBeUndefined();
  });

  it('cannot hold a phone by its own reports', async () => {
    const { event, moderator } = await evening();
    await moderator.must('setRules', { reportThreshold: 2 });
    const { live } = await rig.phone(event, 1);
    const perspective = live.perspective.id;
    const isLetIn = async () =>
      (await moderator.must<{ perspectives: Perspective[] }>('watch', {})).perspectives[0]?.curation.letIn;
    for (const each of await newcomers(12, event, 7)) await each.must('report', { perspective, reason: 'spam' });
    await moderator.nextNotice('reported', ({ count }: { count: number }) => count === 12);
    expect(await isLetIn()).toBe(true);
    await (await newcomer(event, 8)).must('report', { perspective, reason: 'spam' });
    await moderator.nextNotice('logged', ({ act }: { act: string }) => act === 'hold');
    expect(await isLetIn()).toBe(false);
  });
});
