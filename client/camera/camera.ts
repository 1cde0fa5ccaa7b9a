import type { Place } from '../../shared/domain.ts';
import { createValue, type Value } from '../value.ts';
import type { CameraSource } from './cameraSource.ts';
import { type CameraTools, noTools, setTool, toolsOf } from './cameraTools.ts';
import { type Aim, type CameraFault, type Capture, type Captured, type Facing, faultOf } from './capture.ts';
import { followTrackHealth } from './trackHealth.ts';

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
      /** Brings nothing, though nobody closed it. */
      isStill: boolean;
      /** On its way to the other camera. */
      isTurning: boolean;
    }
  | { is: 'failed'; fault: CameraFault };

/** `missing`: wanted, but there is none; `silent`: it is on and brings nothing. */
export type SoundState = { microphone: 'on' | 'off' | 'missing' | 'silent'; isMusic: boolean };
export type CameraWish = { facing: Facing; hasMicrophone: boolean; isMusic: boolean };

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
  readonly video: Value<MediaStreamTrack | null>;
  readonly audio: Value<MediaStreamTrack | null>;

  readonly #capture: Capture;
  readonly #state = createValue<CameraState>({ is: 'closed' });
  readonly #sound;
  readonly #video = createValue<MediaStreamTrack | null>(null);
  readonly #audio = createValue<MediaStreamTrack | null>(null);
  readonly #stops = { video: () => {}, audio: () => {} };
  #aim: Aim;
  #captured: Captured | null = null;
  #toolsTimer = 0;
  // One step at a time: a flip during a flip would ask for a camera that the first one still holds.
  #queue: Promise<unknown> = Promise.resolve();

  constructor(capture: Capture, { facing, hasMicrophone, isMusic }: CameraWish) {
    this.#capture = capture;
    this.#aim = { facing };
    this.#sound = createValue<SoundState>({ microphone: hasMicrophone ? 'on' : 'off', isMusic });
    this.state = this.#state;
    this.sound = this.#sound;
    this.video = this.#video;
    this.audio = this.#audio;
  }

  /** What the camera says of itself, where it is not the device's own. */
  get says(): { label?: string; place?: Place } {
    return this.#captured ?? {};
  }

  open(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state.get().is !== 'open') await this.#openBoth();
    });
  }

  /** Asks for fresh tracks, since those there are bring nothing any more. */
  refresh(): Promise<void> {
    return this.#enqueue(() => this.#openBoth());
  }

  flip(): Promise<void> {
    return this.#enqueue(async () => {
      const now = this.#video.get();
      const next = now && (await this.#capture.next(now));
      if (!now || !next) return;
      // Phones give one camera at a time. The ended track stays until the next one comes, so that the tile is kept.
      this.#stops.video();
      this.#changeOpen({ isTurning: true });
      now.stop();
      const picture = await this.#capture.picture(next).catch(() => null);
      if (picture) this.#aim = next;
      if (picture) this.#takePicture(picture);
      else await this.#openBoth();
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
    const track = this.#video.get();
    if (track) await setTool(track, tool).catch(() => undefined);
    this.#readTools();
  }

  /** For who sees the picture: whether it moves, whatever its track says of itself. */
  sayStill(isStill: boolean): void {
    this.#changeOpen({ isStill });
  }

  close(): void {
    this.#dropBoth();
    this.#state.set({ is: 'closed' });
    this.#capture.close();
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #openBoth(): Promise<void> {
    const wasOpen = this.#state.get().is === 'open';
    for (const track of [this.#video.get(), this.#audio.get()]) track?.stop();
    if (!wasOpen) this.#state.set({ is: 'opening' });
    const { microphone, isMusic } = this.#sound.get();
    try {
      this.#captured = await this.#capture.open(this.#aim, microphone === 'off' ? null : { isMusic });
      this.#takePicture(this.#captured.video);
      this.#takeSound(this.#captured.audio);
    } catch (error) {
      this.#dropBoth();
      if (!this.#isClosed()) this.#state.set({ is: 'failed', fault: faultOf(error) });
    }
  }

  async #openSound(): Promise<void> {
    if (this.#state.get().is !== 'open') return;
    const { microphone, isMusic } = this.#sound.get();
    this.#audio.get()?.stop();
    this.#takeSound(microphone === 'off' ? null : await this.#capture.sound(isMusic).catch(() => null));
  }

  /** Whether it was closed while a step was under way: whatever that step opened must not stay open. */
  #isClosed(): boolean {
    return this.#state.get().is === 'closed';
  }

  #takePicture(track: MediaStreamTrack): void {
    this.#stops.video();
    if (this.#isClosed()) {
      track.stop();
      return;
    }
    this.#video.set(track);
    this.#state.set({
      is: 'open',
      facing: facingOf(track),
      canFlip: false,
      tools: noTools,
      isStill: false,
      isTurning: false,
    });
    this.#stops.video = followTrackHealth(track, (isWell) => this.#changeOpen({ isStill: !isWell }));
    this.#readTools();
    clearTimeout(this.#toolsTimer);
    this.#toolsTimer = window.setTimeout(() => this.#readTools(), readToolsAgainMs);
    const learn = async () => this.#changeOpen({ canFlip: (await this.#capture.next(track)) !== null });
    learn().catch(() => undefined);
  }

  #takeSound(track: MediaStreamTrack | null): void {
    this.#stops.audio();
    const isWanted = this.#sound.get().microphone !== 'off' && !this.#isClosed();
    if (!isWanted) track?.stop();
    this.#audio.set(isWanted ? track : null);
    if (!isWanted) return;
    const say = (microphone: SoundState['microphone']) => this.#sound.change((now) => ({ ...now, microphone }));
    if (track) this.#stops.audio = followTrackHealth(track, (isWell) => say(isWell ? 'on' : 'silent'));
    else say('missing');
  }

  #readTools(): void {
    const track = this.#video.get();
    if (track) this.#changeOpen({ tools: toolsOf(track) });
  }

  #changeOpen(part: Partial<Extract<CameraState, { is: 'open' }>>): void {
    this.#state.change((now) => (now.is === 'open' ? { ...now, ...part } : now));
  }

  #dropBoth(): void {
    clearTimeout(this.#toolsTimer);
    for (const stop of Object.values(this.#stops)) stop();
    for (const track of [this.#video.get(), this.#audio.get()]) track?.stop();
    this.#video.set(null);
    this.#audio.set(null);
  }
}
