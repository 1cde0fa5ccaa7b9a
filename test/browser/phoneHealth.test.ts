import { expect, it } from 'vitest';
import type { Perspective } from '../../shared/domain.ts';
import { startEvening } from '../support/evening.ts';
import { openSocket } from '../support/socket.ts';

it('moderators, and nobody else, learn the health of a phone', async () => {
  const evening = await startEvening();
  try {
    const { event, token } = evening.opened;
    const [moderator, viewer] = [
      await openSocket(evening.server.url, 'moderator', { event: event.id, token }),
      await openSocket(evening.server.url, 'viewer', { event: event.id }),
    ];
    await viewer.must('watch', {});
    const heard: string[] = [];
    viewer.socket.onAny((...notice) => heard.push(JSON.stringify(notice)));
    await evening.phone({ width: 160, height: 90, fps: 5, layers: 1, scene: 'plain' });
    const isKnown = ({ backstage }: Perspective) => backstage?.health?.network === 'good';
    const { backstage } = await moderator.nextNotice<Perspective>('perspectiveChanged', isKnown);
    expect(backstage?.health?.battery).toBeGreaterThan(0);
    const { perspectives } = await viewer.must<{ perspectives: Perspective[] }>('watch', {});
    expect(perspectives).toHaveLength(1);
    const listed = await fetch(`${evening.server.url}/api/events/${event.id}/perspectives`);
    for (const text of [JSON.stringify(perspectives), String(heard), await listed.text()]) {
      expect(text).toContain(perspectives[0]?.id);
      expect(text).not.toMatch(/backstage|battery|network/);
    }
    for (const socket of [moderator, viewer]) socket.close();
  } finally {
    await evening.close();
  }
});
