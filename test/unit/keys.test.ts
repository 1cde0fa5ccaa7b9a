import { describe, expect, it } from 'vitest';
import { keys } from '../../server/registry/keys.ts';

describe('keys of decisions', () => {
  it('are those of earlier versions: with others an upgrade would lift bans and show deleted messages', () => {
    const stored = [keys.admissions, keys.messageDecisions, keys.mutes, keys.curation].map(({ of }) => of('e'));
    expect(stored).toEqual(
      ['marks', 'messages:marks', 'senders', 'curation'].map((name) => `polyscope:event:e:${name}`),
    );
  });
});
