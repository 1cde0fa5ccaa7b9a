import { describe, expect, it } from 'vitest';
import { createAskLimits } from '../../server/auth/askLimits.ts';
import { askRates } from '../../shared/limits.ts';

function open() {
  let at = 0;
  const limits = createAskLimits(1, () => at);
  /** How many of this many requests are answered, over a new socket. */
  const askedBy = (device: string, network: string) => {
    const take = limits({ device, network }, () => undefined);
    return (name: string, questions: number): number => {
      let answered = 0;
      for (let n = 0; n < questions; n += 1) {
        try {
          take(name);
          answered += 1;
        } catch {}
      }
      return answered;
    };
  };
  const sum = (count: number, ask: () => number) => Array.from({ length: count }, ask).reduce((a, b) => a + b, 0);
  return { askedBy, sum, pass: (ms: number) => (at += ms) };
}

describe('what is asked over many sockets', () => {
  it('is bounded for one browser, and its neighbour may ask', () => {
    const { askedBy, sum } = open();
    expect(sum(40, () => askedBy('a', 'n')('exchangeTime', 60))).toBe(askRates.ask.device.count);
    expect(askedBy('b', 'n')('exchangeTime', 60)).toBe(60);
  });

  it('is bounded for a network with ever new cookies, and others may ask', () => {
    const { askedBy, sum, pass } = open();
    let cookies = 0;
    const newcomer = () => {
      cookies += 1;
      return askedBy(`a${cookies}`, 'n')('exchangeTime', 60);
    };
    expect(sum(500, newcomer)).toBe(askRates.ask.network.count);
    expect(askedBy('c', 'm')('exchangeTime', 60)).toBe(60);
    pass(1_000);
    expect(sum(500, newcomer)).toBe(askRates.ask.network.count / askRates.ask.network.seconds);
  });

  it('is bounded more narrowly where it costs more', () => {
    const { askedBy, sum } = open();
    expect(askedBy('a', 'n')('watch', 60)).toBe(askRates.askCostly.socket.count);
    expect(sum(40, () => askedBy('b', 'n')('watch', 20))).toBe(askRates.askCostly.device.count);
  });

  it('recovers in time for a client that waits, and is full again after a while', () => {
    const { askedBy, sum, pass } = open();
    sum(40, () => askedBy('a', 'n')('exchangeTime', 60));
    expect(askedBy('a', 'n')('exchangeTime', 60)).toBe(0);
    pass(60_000);
    expect(askedBy('b', 'n')('exchangeTime', 1)).toBe(1);
    expect(askedBy('a', 'n')('exchangeTime', 60)).toBe(60);
  });
});
