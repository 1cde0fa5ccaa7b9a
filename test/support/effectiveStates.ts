import type { Perspective } from '../../shared/domain.ts';
import { type EffectiveState, effectiveStateOf } from '../../shared/lifecycle.ts';
import { createFakePhone, type FakeLayer, type FakePhone, fakeParameters } from './fakePhone.ts';
import type { Live, Rig } from './rig.ts';
import { cameraId } from './rtp.ts';
import type { RawSocket } from './socket.ts';

/** One perspective in one effective state, and its phone. */
export type Scene = { id: string; camera: number; transport: string; phone: RawSocket };
type Filming = Scene & { packets: FakePhone | null };

/** Small, since only their flow matters; two layers, so that the worker reports when packets stop. */
const layers: FakeLayer[] = [
  { widthPx: 320, bps: 20_000 },
  { widthPx: 640, bps: 20_000 },
];
/** States that need packets first. */
const flowing: readonly EffectiveState[] = ['held', 'live', 'stalled', 'gone'];
const actions: Partial<Record<EffectiveState, string>> = {
  held: 'sendBack',
  hidden: 'hide',
  blackout: 'blackout',
  removed: 'remove',
  banned: 'ban',
};

/** Brings perspectives of an event into an effective state, for a rig whose server `isPlain`. */
export function effectiveStatesOn(rig: Rig, event: string, moderator: RawSocket) {
  const open: FakePhone[] = [];
  let cameras = 0;

  const film = async (effectiveState: EffectiveState): Promise<Filming> => {
    cameras += 1;
    const camera = cameras;
    const phone = await rig.socket('spectator', event);
    const wish = { cameraId: cameraId(camera), label: `Phone ${camera}`, place: { precision: 'off' } };
    const { perspective, transport } = await phone.must<Live>('goLive', wish);
    const asked = { transport: transport.id, kind: 'video', rtpParameters: fakeParameters(camera, layers) };
    await phone.must('produce', asked);
    const packets = flowing.includes(effectiveState) ? createFakePhone(transport, camera, layers, 10) : null;
    if (packets) open.push(packets);
    return { id: perspective.id, camera, transport: transport.id, phone, packets };
  };

  const bring = async ({ id, phone, packets }: Filming, effectiveState: EffectiveState): Promise<void> => {
    if (packets) await phone.nextNotice<Perspective>('perspectiveChanged', ({ state }) => state === 'live');
    const action = actions[effectiveState];
    if (action) await moderator.must('curate', { perspective: id, action });
    if (effectiveState === 'gone') await phone.must('endLive', {});
    if (effectiveState !== 'stalled') return;
    packets?.send([]);
    await phone.nextNotice<Perspective>('perspectiveChanged', ({ state }) => state === 'stalled');
  };

  return {
    /** Concurrent, since some states take seconds to reach and do not last. */
    async perspectives(effectiveState: EffectiveState, count: number): Promise<Scene[]> {
      const all = await Promise.all(Array.from({ length: count }, () => film(effectiveState)));
      await Promise.all(all.map((each) => bring(each, effectiveState)));
      return all;
    },
    /** The effective state of a perspective as the server sees it; null where there is none. */
    async effectiveStateNow(id: string): Promise<EffectiveState | null> {
      const { perspectives } = await moderator.must<{ perspectives: Perspective[] }>('watch', {});
      const found = perspectives.find((each) => each.id === id);
      return found ? effectiveStateOf(found) : null;
    },
    close(): void {
      for (const phone of open) phone.close();
    },
  };
}
