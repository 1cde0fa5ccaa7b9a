import { describe, expect, it } from 'vitest';
import { adviceFor, type Browser, browserOf } from '../../client/golive/advice.ts';
import { en } from '../../client/words/en.ts';
import { fr } from '../../client/words/fr.ts';

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const agents: [Browser, string][] = [
  [
    'iosSafari',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} Version/18.5 Mobile/15E148 Safari/604.1`,
  ],
  [
    'iosOther',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} CriOS/138.0 Mobile/15E148 Safari/604.1`,
  ],
  [
    'iosOther',
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`,
  ],
  ['inApp', `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${apple} Mobile/15E148 Instagram 380.0`],
  [
    'inApp',
    `Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) ${blink} Version/4.0 Chrome/138.0 Mobile Safari/537.36 [FBAN/EMA]`,
  ],
  ['androidChrome', `Mozilla/5.0 (Linux; Android 10; K) ${blink} Chrome/138.0.0.0 Mobile Safari/537.36`],
  [
    'androidChrome',
    `Mozilla/5.0 (Linux; Android 10; K) ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ['androidFirefox', 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['chrome', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0`],
  ['safari', `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${apple} Version/18.5 Safari/605.1.15`],
];
const faults = [
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'OverconstrainedError',
  'AbortError',
  'InsecureContext',
  'NoMediaDevices',
  'TypeError',
];

describe('advice without a camera', () => {
  it.each(agents)('recognizes %s', (browser, agent) => {
    expect(browserOf(agent)).toBe(browser);
  });

  it.each([
    ['en', en.live],
    ['fr', fr.live],
  ] as const)('says something for every browser and fault in %s', (_, texts) => {
    for (const [, agent] of agents) {
      for (const fault of faults) {
        const { sentence, advice } = adviceFor(texts, agent, fault);
        expect([sentence.length > 5, advice.length > 5], `${agent} ${fault}`).toEqual([true, true]);
      }
    }
  });

  it('tells where each browser has its camera permission', () => {
    const advices = agents.map(([, agent]) => adviceFor(en.live, agent, 'NotAllowedError').advice);
    expect(new Set(advices).size).toBe(new Set(agents.map(([browser]) => browser)).size);
  });

  it('asks for https first, in every browser', () => {
    for (const [, agent] of agents) expect(adviceFor(en.live, agent, 'InsecureContext').advice).toContain('https://');
  });
});
