import { expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { startEvening } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

it('moderators, and nobody else, are told how a phone fares', async () => {
  const evening = await startEvening();
  try {
    const { event, token } = evening.opened;
    const [moderator, viewer] = [
      await openSocket(evening.server.url, 'moderator', { event: event.id, token }),
      await openSocket(evening.server.url, 'viewer', { event: event.id }),
    ];
    await evening.phone({ width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' });
    const isKnown = ({ backstage }: Perspective) => backstage?.health?.network === 'good';
    const { backstage } = await moderator.told<Perspective>('perspectiveChanged', isKnown);
    expect(backstage?.health?.battery).toBeGreaterThan(0);
    const { perspectives } = await viewer.must<{ perspectives: Perspective[] }>('watch', {});
    expect(perspectives).toHaveLength(1);
    expect(perspectives[0]).not.toHaveProperty('backstage');
    for (const socket of [moderator, viewer]) socket.close();
  } finally {
    await evening.close();
  }
});
