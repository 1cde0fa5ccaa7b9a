import { expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { startEvening, until } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

it('moderators, and nobody else, are told how a phone fares', async () => {
  const evening = await startEvening();
  try {
    const { event, token } = evening.opened;
    await evening.phone({ width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' });
    await until(async () => (await evening.live()) === 1, 30_000, 'a phone is live');
    const [moderator, viewer] = [
      await openSocket(evening.server.url, 'moderator', { event: event.id, token }),
      await openSocket(evening.server.url, 'viewer', { event: event.id }),
    ];
    const seen = async (socket: typeof moderator) =>
      (await socket.must<{ perspectives: Perspective[] }>('watch', {})).perspectives[0]?.backstage;
    await until(async () => (await seen(moderator))?.health?.network === 'good', 15_000, 'its network is known');
    expect((await seen(moderator))?.health?.battery).toBeGreaterThan(0);
    expect(await seen(viewer)).toBeUndefined();
    for (const socket of [moderator, viewer]) socket.close();
  } finally {
    await evening.close();
  }
});
