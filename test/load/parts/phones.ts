import type { TransportOffer } from '../../../shared/rtp.ts';
import { createFakePhone, type FakeLayer, type FakePhone } from '../../support/fakePhone.ts';
import { answer } from './child.ts';

export type PhonesWish = { to: string; offers: TransportOffer[]; layers: FakeLayer[]; framesPerSecond: number };

/** Sending phones at RTP level, by target. Each keeps its address, since a server accepts no other one. */
const phones = new Map<string, FakePhone[]>();

answer({
  start({ to, offers, layers, framesPerSecond }: PhonesWish) {
    const known = phones.get(to);
    const started = known ?? offers.map((offer, index) => createFakePhone(offer, index, layers, framesPerSecond));
    phones.set(to, started);
    for (const phone of started) phone.send([...layers.keys()]);
  },
  stop({ to }: { to: string }) {
    for (const phone of phones.get(to) ?? []) phone.send([]);
  },
  /** The clock of the times in `asked`, ms. */
  now: () => performance.now(),
  /** When each was asked for a key frame, ms. */
  asked: ({ to }: { to: string }) => phones.get(to)?.map((phone) => phone.asked),
});
