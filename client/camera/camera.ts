import type { Place } from '../../shared/domain.ts';
import { createValue, type Value } from '../value.ts';
import type { CameraSource } from './cameraSource.ts';
import { type CameraTools, noTools, setTool, toolsOf } from './cameraTools.ts';
import { type CameraChoice, type CameraFault, type Capture, type Captured, type Facing, faultOf } from './capture.ts';
import { createInput, type Input, type Loss } from './input.ts';

export type CameraState =
  | { is: 'closed' }
  /** The browser is asked, and may be asking the person. */
  | { is: 'opening' }
  | {
      is: 'open';
      /** Null where cameras do not say where they look. */
      facing: Facing | null;
      canFlip: boolean;
      tools: CameraTools;
      /** Why it brings nothing, though nobody closed it. */
      loss: Loss | null;
      /** On its way to the other camera. */
      isTurning: boolean;
    }
  | { is: 'failed'; fault: CameraFault };

export type SoundState = { microphone: 'on' | 'off' | Loss; isMusic: boolean };
export type CameraSettings = { facing: Facing; hasMicrophone: boolean; isMusic: boolean };

/** Chrome learns what a camera has only after its first pictures (crbug.com/711524). */
const readToolsAgainMs = 800;

const facingOf = (track: MediaStreamTrack): Facing | null => {
  const { facingMode } = track.getSettings();
  return facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
};

/** One camera with its microphone, as a person handles it: turned round, muted, zoomed, lost and found again. */
export class Camera implements CameraSource {
  readonly state: Value<CameraState>;
  readonly sound: Value<SoundState>;
  /** What is sent: null while it is lost. */
  readonly video: Value<MediaStreamTrack | null>;
  readonly audio: Value<MediaStreamTrack | null>;
  /** What is looked at: it stays while it brings nothing, so that its first new frame is seen. */
  readonly preview: Value<MediaStreamTrack | null>;

  readonly #capture: Capture;
  readonly #state = createValue<CameraState>({ is: 'closed' });
  readonly #sound;
  readonly #picture: Input;
  readonly #microphone: Input;
  readonly #unfollowDevices: () => void;
  #aim: CameraChoice;
  #captured: Captured | null = null;
  #toolsTimer = 0;
  // One step at a time: a flip during a flip would ask for a camera that the first one still holds.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(capture: Capture, { facing, hasMicrophone, isMusic }: CameraSettings) {
    this.#capture = capture;
    this.#aim = { facing };
    this.#sound = createValue<SoundState>({ microphone: hasMicrophone ? 'on' : 'off', isMusic });
    const enqueue = (step: () => Promise<void>) => this.#enqueue(step);
    this.#picture = createInput({
      kind: 'video',
      capture,
      enqueue,
      ask: (deviceId) => capture.picture(deviceId === null ? this.#anyAim() : { deviceId }),
    });
    this.#microphone = createInput({
      kind: 'audio',
      capture,
      enqueue,
      ask: (deviceId) => capture.sound({ isMusic: this.#sound.get().isMusic, ...(deviceId !== null && { deviceId }) }),
    });
    this.state = this.#state;
    this.sound = this.#sound;
    this.video = this.#picture.track;
    this.audio = this.#microphone.track;
    this.preview = this.#picture.held;
    this.#picture.held.follow(() => this.#showPicture());
    this.#picture.loss.follow(() => this.#changeOpen({ loss: this.#picture.loss.get(), isTurning: false }));
    this.#microphone.loss.follow(() => this.#saySound());
    this.#unfollowDevices = capture.followDevices(() => this.#openIfFailed());
  }

  /** What the camera says of itself, where it is not the device's own. */
  get description(): { label?: string; place?: Place } {
    return this.#captured ?? {};
  }

  open(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state.get().is === 'open') return;
      this.#state.set({ is: 'opening' });
      await this.#openBoth();
    });
  }

  /** What was lost is asked for at once, for a person who does not want to wait. */
  async retry(): Promise<void> {
    if (this.#state.get().is !== 'open') return this.open();
    for (const input of [this.#picture, this.#microphone]) input.retry();
  }

  flip(): Promise<void> {
    return this.#enqueue(async () => {
      const now = this.#picture.held.get();
      const next = now && (await this.#capture.next(now));
      if (!next || this.#isClosed()) return;
      // Phones give one camera at a time. The ended track stays until the next one comes, so that the tile is kept.
      this.#changeOpen({ isTurning: true });
      this.#picture.release();
      const picture = await this.#capture.picture(next).catch(() => null);
      if (picture) this.#aim = next;
      if (this.#isClosed()) picture?.stop();
      else if (picture) this.#picture.take(picture);
      else await this.#picture.renew();
    });
  }

  /** Off is off: the track is stopped, so that the phone's own sign for an open microphone goes out. */
  setMicrophone(isOn: boolean): Promise<void> {
    this.#sound.change((now) => ({ ...now, microphone: isOn ? 'on' : 'off' }));
    return this.#enqueue(() => this.#openSound());
  }

  setMusic(isMusic: boolean): Promise<void> {
    this.#sound.change((now) => ({ ...now, isMusic }));
    return this.#enqueue(() => this.#openSound());
  }

  async setTool(tool: Parameters<typeof setTool>[1]): Promise<void> {
    const track = this.#picture.held.get();
    if (track) await setTool(track, tool).catch(() => undefined);
    this.#readTools();
  }

  /** For who sees the picture: whether it moves, whatever its track says of itself. */
  reportStill(isStill: boolean): void {
    this.#picture.reportLost(isStill);
  }

  /** It may be opened again. */
  close(): void {
    clearTimeout(this.#toolsTimer);
    this.#state.set({ is: 'closed' });
    for (const input of [this.#picture, this.#microphone]) input.drop();
    this.#capture.close();
  }

  /** It is not opened again. */
  dispose(): void {
    this.close();
    this.#unfollowDevices();
    for (const input of [this.#picture, this.#microphone]) input.close();
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** The camera that was asked for may never come back: any other will do then. */
  #anyAim(): CameraChoice {
    return 'facing' in this.#aim ? this.#aim : { facing: 'environment' };
  }

  async #openBoth(): Promise<void> {
    const { microphone, isMusic } = this.#sound.get();
    try {
      const captured = await this.#capture.open(this.#aim, microphone === 'off' ? null : { isMusic });
      if (this.#isClosed()) {
        // Whatever was opened meanwhile must not stay open.
        for (const track of [captured.video, captured.audio]) track?.stop();
        return;
      }
      this.#captured = captured;
      this.#picture.take(captured.video);
      if (this.#sound.get().microphone === 'off') captured.audio?.stop();
      else this.#microphone.take(captured.audio);
      this.#saySound();
    } catch (error) {
      if (!this.#isClosed()) this.#state.set({ is: 'failed', fault: faultOf(error) });
    }
  }

  /** A camera that is connected only now is tried; the page says that there is none until it comes. */
  #openIfFailed(): void {
    const step = async () => {
      if (this.#state.get().is === 'failed') await this.#openBoth();
    };
    if (this.#state.get().is === 'failed') void this.#enqueue(step);
  }

  async #openSound(): Promise<void> {
    if (this.#state.get().is !== 'open') return;
    if (this.#sound.get().microphone === 'off') this.#microphone.drop();
    else await this.#microphone.renew();
    this.#saySound();
  }

  #isClosed(): boolean {
    return this.#state.get().is === 'closed';
  }

  #saySound(): void {
    const loss = this.#microphone.loss.get();
    this.#sound.change((now) => (now.microphone === 'off' ? now : { ...now, microphone: loss ?? 'on' }));
  }

  #showPicture(): void {
    const track = this.#picture.held.get();
    if (!track) return;
    this.#state.set({
      is: 'open',
      facing: facingOf(track),
      canFlip: false,
      tools: noTools,
      loss: null,
      isTurning: false,
    });
    this.#readTools();
    clearTimeout(this.#toolsTimer);
    this.#toolsTimer = window.setTimeout(() => this.#readTools(), readToolsAgainMs);
    const learn = async () => this.#changeOpen({ canFlip: (await this.#capture.next(track)) !== null });
    learn().catch(() => undefined);
  }

  #readTools(): void {
    const track = this.#picture.held.get();
    if (track) this.#changeOpen({ tools: toolsOf(track) });
  }

  #changeOpen(part: Partial<Extract<CameraState, { is: 'open' }>>): void {
    this.#state.change((now) => (now.is === 'open' ? { ...now, ...part } : now));
  }
}
