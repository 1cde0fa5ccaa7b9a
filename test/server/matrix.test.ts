import { afterAll, describe, expect, it } from 'vitest';
import type { TilesChange } from '../../shared/conversations/viewer.ts';
import { type Perspective, type Role, roles } from '../../shared/domain.ts';
import { type EffectiveState, effectiveStates } from '../../shared/lifecycle.ts';
import { type Action, type Answered, answerTo, rights } from '../../shared/rights.ts';
import type { RtpCapabilities } from '../../shared/rtp.ts';
import { effectiveStatesOn, type Scene } from '../support/effectiveStates.ts';
import { createRig } from '../support/rig.ts';
import { audioParameters, cameraId, dtls } from '../support/rtp.ts';
import type { RawSocket } from '../support/socket.ts';

const rig = await createRig({ isPlain: true, env: { RATE_SCALE: '10000', MAX_PERSPECTIVES: '1000' } });
const actions = Object.keys(rights) as Action[];
const place = { precision: 'off' } as const;
let walked = 0;
afterAll(() =>
  console.log(
    `${walked} cells: ${actions.length} actions × ${roles.length} roles × ${effectiveStates.length} effective states`,
  ),
);

type Watched = { perspectives: Perspective[]; rtpCapabilities: RtpCapabilities };
type Stage = { scene: Scene; rtpCapabilities: RtpCapabilities; message: string; sender: string; entry: number };
type Asking = (stage: Stage) => [name: string, asked: object];

/** A valid request for each action. */
const askings: Record<Exclude<Action, `curate.${string}`>, Asking> = {
  exchangeTime: () => ['exchangeTime', {}],
  goLive: ({ scene }) => ['goLive', { cameraId: cameraId(scene.camera), label: 'x', place }],
  restartUplink: ({ scene }) => ['restartUplink', { cameraId: cameraId(scene.camera), transport: scene.transport }],
  connectUplink: ({ scene }) => ['connectUplink', { transport: scene.transport, dtlsParameters: dtls }],
  produce: ({ scene: { transport, camera } }) => [
    'produce',
    { transport, kind: 'audio', rtpParameters: audioParameters(500_000 + camera) },
  ],
  setTracks: () => ['setTracks', { video: true, audio: true }],
  setPlace: () => ['setPlace', { place }],
  reportClock: () => ['reportClock', { offsetMs: 0, boundMs: 5, cameraDelayMs: 0, captureTimeErrorMs: 0 }],
  reportHealth: () => ['reportHealth', { battery: 50, isCharging: null, network: 'fair' }],
  endLive: () => ['endLive', {}],
  readMine: ({ scene }) => ['readMine', { cameraId: cameraId(scene.camera) }],
  exportMine: ({ scene }) => ['exportMine', { cameraId: cameraId(scene.camera) }],
  takeBack: ({ scene }) => ['takeBack', { cameraId: cameraId(scene.camera) }],
  watch: () => ['watch', {}],
  connectDownlink: () => ['connectDownlink', { dtlsParameters: dtls }],
  restartDownlink: () => ['restartDownlink', {}],
  wantTiles: ({ scene: { id }, rtpCapabilities }) => [
    'wantTiles',
    { rtpCapabilities, tiles: [{ perspective: id, widthPx: 320, visible: true }], heard: null },
  ],
  ready: () => ['ready', { consumers: [] }],
  shareDelay: () => ['shareDelay', { neededMs: null }],
  wantStills: ({ scene: { id } }) => ['wantStills', { perspectives: [id] }],
  readMessages: () => ['readMessages', {}],
  say: ({ scene: { id } }) => ['say', { text: 'x', perspective: id }],
  react: ({ scene: { id } }) => ['react', { reaction: 'heart', perspective: id }],
  report: ({ scene: { id } }) => ['report', { perspective: id, reason: 'other' }],
  curate: ({ scene: { id } }) => ['curate', { perspective: id, action: 'dismissReports' }],
  nudge: ({ scene: { id } }) => ['nudge', { perspective: id, nudgeMs: 20 }],
  rename: ({ scene: { id } }) => ['rename', { perspective: id, name: 'x' }],
  assignGroup: ({ scene: { id } }) => ['assignGroup', { perspective: id, group: 'x' }],
  undo: ({ entry }) => ['undo', { entry }],
  setDoors: () => ['setDoors', { doors: 'open' }],
  reorder: ({ scene: { id } }) => ['reorder', { order: [id] }],
  offerView: () => ['offerView', { view: '?mode=focus' }],
  setRules: () => ['setRules', { reportThreshold: 900 }],
  closeEvent: () => ['closeEvent', {}],
  deleteMessage: ({ message }) => ['deleteMessage', { message }],
  mute: ({ sender }) => ['mute', { sender, minutes: 1 }],
  unmute: ({ sender }) => ['unmute', { sender }],
  readLog: () => ['readLog', {}],
  readReports: () => ['readReports', {}],
  readOut: () => ['readOut', {}],
  shareLink: () => ['shareLink', { rights: ['curate'] }],
  rotateLink: () => ['rotateLink', {}],
  renewToken: () => ['renewToken', {}],
  status: () => ['status', {}],
};
const askingOf = (action: Action): Asking =>
  action.startsWith('curate.')
    ? ({ scene: { id } }) => ['curate', { perspective: id, action: action.slice('curate.'.length) }]
    : askings[action as keyof typeof askings];

/** These change a perspective permanently: no undo restores it. */
const final: readonly Action[] = ['curate.remove', 'curate.ban', 'endLive', 'goLive', 'takeBack'];
/** These end what other actions need, so they come last, in this order. */
const last: readonly Action[] = ['rotateLink', 'closeEvent'];
const inOrder = [...actions.filter((action) => !last.includes(action)), ...last];

/** Whether the reply contains the perspective, for actions whose reply may leave it out. */
function holds(action: Action, reply: unknown, id: string): boolean {
  if (action === 'watch') return (reply as Watched).perspectives.some((each) => each.id === id);
  if (action === 'wantTiles') return (reply as TilesChange).opened.some(({ perspective }) => perspective === id);
  return true;
}

async function prepare(effectiveState: EffectiveState) {
  const { event, token } = await rig.openEvent();
  const moderator = await rig.socket('moderator', event.id, token);
  const stage = effectiveStatesOn(rig, event.id, moderator);
  // Prepared first: some effective states last for seconds only.
  const asking: Record<Role, RawSocket> = {
    spectator: await rig.socket('spectator', event.id),
    viewer: await rig.socket('viewer', event.id),
    moderator: await rig.socket('moderator', event.id, token),
  };
  const { message } = await asking.viewer.must<{ message: { id: string; sender: string } }>('say', { text: 'x' });
  const { rtpCapabilities } = await asking.viewer.must<Watched>('watch', {});
  await asking.moderator.must('watch', {});
  const scenes = await stage.perspectives(effectiveState, final.length + 1);
  return { stage, asking, scenes, message, rtpCapabilities };
}

describe('each role gets the answer of the table for each request, about a perspective that is', () => {
  it.each(effectiveStates)('%s', async (effectiveState) => {
    const { stage, asking, scenes, message, rtpCapabilities } = await prepare(effectiveState);
    const curator = asking.moderator;
    const [scene, ...spare] = scenes;
    if (!scene) throw new Error('no perspective');
    const isHere = !(['gone', 'removed', 'banned'] as EffectiveState[]).includes(effectiveState);
    if (isHere) expect(await stage.effectiveStateNow(scene.id)).toBe(effectiveState);

    const answer = async (role: Role, action: Action): Promise<Answered> => {
      const isFinal = final.includes(action) && answerTo(role, action, effectiveState) === 'yes';
      const used = isFinal ? (spare.pop() ?? scene) : scene;
      const rename = { perspective: scene.id, name: `${walked}` };
      const entry = action === 'undo' ? (await curator.must<{ entry: number }>('rename', rename)).entry : 0;
      const [name, asked] = askingOf(action)({
        scene: used,
        message: message.id,
        sender: message.sender,
        rtpCapabilities,
        entry,
      });
      const who = role === 'spectator' ? used.phone : asking[role];
      // With a new downlink, since consumers that exist are not opened again.
      if (action === 'wantTiles' && role !== 'spectator') await who.must('watch', {});
      const answer = await who.ask<{ entry?: number | null }>(name, asked);
      if (!answer.ok) return answer.refusal.code;
      const isUndoable = action.startsWith('curate.') && !isFinal;
      if (isUndoable && answer.reply.entry) await curator.must('undo', { entry: answer.reply.entry });
      return holds(action, answer.reply, used.id) ? 'yes' : 'nothing';
    };

    const expected: Record<string, Answered> = {};
    const answered: Record<string, Answered> = {};
    for (const action of inOrder) {
      for (const role of roles) {
        expected[`${role} ${action}`] = answerTo(role, action, effectiveState);
        answered[`${role} ${action}`] = await answer(role, action);
        walked += 1;
      }
    }
    stage.close();
    expect(answered).toEqual(expected);
  });
});
