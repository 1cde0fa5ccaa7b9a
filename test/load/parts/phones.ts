import type { TransportOffer } from '../../../shared/rtp.ts';
import { createFakePhone, type FakeLayer, type FakePhone } from '../../support/fakePhone.ts';
import { answer } from './child.ts';

export type PhonesWish = { offers: TransportOffer[]; layers: FakeLayer[]; framesPerSecond: number };

/** Phones that send, at RTP level; one list at a time. */
let phones: FakePhone[] = [];

answer({
  start({ offers, layers, framesPerSecond }: PhonesWish) {
    phones = offers.map((offer, index) => createFakePhone(offer, index, layers, framesPerSecond));
  },
  stop() {
    for (const phone of phones.splice(0)) phone.close();
  },
  /** The clock that `asked` is told by, ms. */
  now: () => performance.now(),
  /** When each was asked for a key frame, ms. */
  asked: () => phones.map((phone) => phone.asked),
});
