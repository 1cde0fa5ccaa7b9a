import { describe, expect, it, vi } from 'vitest';
import { previewTextsOf } from '../../server/http/previewTexts.ts';
import { eventPhaseOf, overAfterMs } from '../../shared/eventPhase.ts';

const now = Date.UTC(2026, 10, 29, 20, 0);
const hour = 3_600_000;

describe('an event', () => {
  it.each([
    ['ahead', { startsAt: now + 1, live: 0 }],
    ['on', { startsAt: now + hour, live: 1 }],
    ['on', { startsAt: now, live: 0 }],
    ['on', { startsAt: now - overAfterMs + 1, live: 0 }],
    ['over', { startsAt: now - overAfterMs, live: 0 }],
    ['on', { startsAt: now - 10 * overAfterMs, live: 2 }],
    ['over', { startsAt: now - hour, endsAt: now, live: 0 }],
    ['over', { startsAt: now + hour, endsAt: now, live: 0 }],
  ] as const)('is %s: %o', (phase, known) => {
    expect(eventPhaseOf(known, now)).toBe(phase);
  });
});

describe('the sentence of a link', () => {
  const event = { title: 'A concert', startsAt: now - hour, endsAt: null };
  const facts = { event, live: 0, at: now, filmed: null };
  const said = (known: Partial<typeof facts>, language: 'en' | 'fr' = 'en') =>
    previewTextsOf('watch', language, { ...facts, ...known }).description;

  it('says how many films it, when it starts, or who filmed it', () => {
    expect(said({ live: 1 })).toBe('Live now from one phone.');
    expect(said({ live: 12 })).toContain('12 phones');
    expect(said({ event: { ...event, startsAt: now + hour } })).toBe(
      'Starts Sunday, 29 November 2026 at 21:00 UTC. Watch it from many phones at once.',
    );
    const over = {
      ...facts,
      event: { ...event, endsAt: now },
      filmed: { cameras: 12, from: now - 2.5 * hour, until: now },
    };
    expect(previewTextsOf('watch', 'en', over).description).toBe(
      'This event is over: 12 phones filmed it for 2.5 hours.',
    );
    expect(previewTextsOf('watch', 'fr', over).description).toMatch(
      /^Cet événement est terminé\u00a0: 12 téléphones l’ont filmé pendant 2,5\sheures\.$/,
    );
    // Nobody is asked to film what is over.
    expect(previewTextsOf('live', 'en', over).title).toBe('A concert');
  });
});

describe('times on pages', () => {
  it('count down in the unit that matters', async () => {
    vi.stubGlobal('navigator', { languages: ['en-GB'] });
    const { dayInWords, lengthInWords, untilInWords } = await import('../../client/event/timeInWords.ts');
    expect([3 * 24 * hour, 47 * hour, 90 * 60_000, 59_500, 0, -5].map(untilInWords)).toEqual([
      'in 3 days',
      'in 47 h',
      'in 1 h 30 min',
      'in 1 min 0 s',
      'in 0 s',
      'in 0 s',
    ]);
    const noon = new Date(2026, 2, 28, 12).getTime();
    const days = [0, 13, 35, -24, 60].map((hours) => dayInWords(noon + hours * hour, noon));
    expect(days).toEqual(['today', 'tomorrow', 'tomorrow', 'yesterday', expect.stringMatching(/^Tuesday,? 31 March$/)]);
    expect([0, 29 * 60_000, hour, 2 * hour + 5 * 60_000].map(lengthInWords)).toEqual([
      '1 min',
      '29 min',
      '1 h',
      '2 h 5 min',
    ]);
    vi.unstubAllGlobals();
  });
});
