import type { Kind, Place } from '../../shared/domain.ts';
import { createSerialQueue } from '../../shared/serialQueue.ts';
import { createValue, type Value } from '../value.ts';
import type { CameraSource } from './cameraSource.ts';
import type { CameraSettings, CameraState, SoundState } from './cameraState.ts';
import { noTools, setTool, toolsOf } from './cameraTools.ts';
import { type CameraChoice, type Capture, type Captured, type Facing, faultOf } from './capture.ts';
import { createDeviceList, type DeviceList } from './deviceList.ts';
import { createInput } from './input.ts';
import { createMicrophone } from './microphone.ts';

/** Chrome reports a camera's capabilities only after its first frames (crbug.com/711524). */
const readToolsAgainMs = 800;

const facingOf = (track: MediaStreamTrack): Facing | null => {
  const { facingMode } = track.getSettings();
  return facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
};

/** `video` and `audio` are what is sent, null while lost. */
export type Camera = CameraSource & {
  state: Value<CameraState>;
  sound: Value<SoundState>;
  /** What the viewfinder shows. It stays while the track is lost, so that its first new frame is noticed. */
  preview: Value<MediaStreamTrack | null>;
  /** Label and place that a virtual camera brings along; empty for the device's own. */
  readonly description: { label?: string; place?: Place };
  open(): Promise<void>;
  /** Retries at once what was lost, for a person who does not want to wait. */
  retry(): Promise<void>;
  flip(): Promise<void>;
  /** What there is to choose from. */
  devices: Record<Kind, Value<DeviceList>>;
  /** Takes this camera or microphone instead, also while live. False if it cannot be opened. */
  choose(kind: Kind, deviceId: string): Promise<boolean>;
  setMicrophone(isOn: boolean): Promise<void>;
  setMusic(isMusic: boolean): Promise<void>;
  setTool(tool: Parameters<typeof setTool>[1]): Promise<void>;
  /** Whether the preview is frozen, even if its track reports otherwise. */
  reportStill(isStill: boolean): void;
  /** It may be opened again. */
  close(): void;
  /** It is not opened again. */
  dispose(): void;
};

/** A camera and its microphone: opened, flipped, muted, zoomed, and reopened when lost. */
export function createCamera(capture: Capture, settings: CameraSettings): Camera {
  const state = createValue<CameraState>({ is: 'closed' });
  let choice: CameraChoice = { facing: settings.facing };
  let captured: Captured | null = null;
  let toolsTimer = 0;

  // One step at a time: a second flip would ask for a camera that the first flip still holds.
  const enqueue = createSerialQueue();
  const picture = createInput({
    kind: 'video',
    capture,
    enqueue,
    ask: (deviceId) => {
      if (deviceId !== null) return capture.picture({ deviceId });
      // The device that was asked for may never come back: then any other will do.
      return capture.picture('facing' in choice ? choice : { facing: 'environment' });
    },
  });
  const microphone = createMicrophone({ capture, enqueue, isCameraOpen: () => state.get().is === 'open' }, settings);

  const lists = {
    video: createDeviceList({ kind: 'video', capture, current: picture.current }),
    audio: createDeviceList({ kind: 'audio', capture, current: microphone.current }),
  };

  const isClosed = () => state.get().is === 'closed';
  const changeOpen = (part: Partial<Extract<CameraState, { is: 'open' }>>) =>
    state.change((now) => (now.is === 'open' ? { ...now, ...part } : now));
  const readTools = () => {
    const track = picture.current.get();
    if (track) changeOpen({ tools: toolsOf(track) });
  };

  const showPicture = () => {
    const track = picture.current.get();
    if (!track) return;
    state.set({ is: 'open', facing: facingOf(track), canFlip: false, tools: noTools, loss: null, isTurning: false });
    readTools();
    clearTimeout(toolsTimer);
    toolsTimer = window.setTimeout(readTools, readToolsAgainMs);
    const updateCanFlip = async () => changeOpen({ canFlip: (await capture.next(track)) !== null });
    updateCanFlip().catch(() => undefined);
  };
  picture.current.follow(showPicture);
  picture.loss.follow(() => changeOpen({ loss: picture.loss.get(), isTurning: false }));

  const openBoth = async () => {
    try {
      const deviceId = settings.devices?.get('video');
      const opened = await capture.open(deviceId ? { deviceId } : choice, microphone.options());
      if (isClosed()) {
        // Closed while the browser was asking: the tracks must not stay open.
        for (const track of [opened.video, opened.audio]) track?.stop();
        return;
      }
      captured = opened;
      picture.take(opened.video);
      microphone.take(opened.audio);
    } catch (error) {
      if (!isClosed()) state.set({ is: 'failed', fault: faultOf(error) });
    }
  };
  const open = () =>
    enqueue(async () => {
      if (state.get().is === 'open') return;
      state.set({ is: 'opening' });
      await openBoth();
    });
  const flip = () =>
    enqueue(async () => {
      const now = picture.current.get();
      const next = now && (await capture.next(now));
      if (!next || isClosed()) return;
      // Phones open one camera at a time. The ended track stays until the next one comes, so that the tile is kept.
      changeOpen({ isTurning: true });
      picture.release();
      const fresh = await capture.picture(next).catch(() => null);
      if (fresh) choice = next;
      if (isClosed()) fresh?.stop();
      else if (fresh) picture.take(fresh);
      else await picture.renew();
    });

  const choose = async (kind: Kind, deviceId: string) => {
    const input = kind === 'video' ? picture : microphone;
    await enqueue(async () => {
      if (isClosed()) return;
      if (kind === 'video') changeOpen({ isTurning: true });
      await input.choose({ deviceId });
      if (kind === 'video') changeOpen({ isTurning: false });
    });
    const now = input.current.get()?.getSettings().deviceId;
    // A microphone that is off is opened later.
    const isChosen = now === undefined || now === deviceId;
    if (!isChosen) return false;
    lists[kind].chosen(deviceId);
    settings.devices?.set(kind, deviceId);
    return true;
  };

  /** A camera that is connected only now is tried silently: the page says that there is none until it works. */
  const openIfFailed = () => {
    const step = async () => {
      if (state.get().is === 'failed') await openBoth();
    };
    if (state.get().is === 'failed') void enqueue(step);
  };
  const unfollowDevices = capture.followDevices(openIfFailed);

  const close = () => {
    clearTimeout(toolsTimer);
    state.set({ is: 'closed' });
    picture.drop();
    microphone.drop();
    capture.close();
  };

  return {
    state,
    sound: microphone.sound,
    video: picture.track,
    audio: microphone.track,
    preview: picture.current,
    get description() {
      return captured ?? {};
    },
    open,
    async retry() {
      if (state.get().is !== 'open') return open();
      picture.retry();
      microphone.retry();
    },
    flip,
    devices: { video: lists.video.list, audio: lists.audio.list },
    choose,
    setMicrophone: microphone.setOn,
    setMusic: microphone.setMusic,
    async setTool(tool) {
      const track = picture.current.get();
      if (track) await setTool(track, tool).catch(() => undefined);
      readTools();
    },
    reportStill: picture.reportLost,
    close,
    dispose() {
      close();
      unfollowDevices();
      for (const { close: closeList } of Object.values(lists)) closeList();
      picture.close();
      microphone.close();
    },
  };
}
