import type { Event } from '../../shared/domain.ts';
import { type Camera, createCamera } from '../camera/camera.ts';
import { deviceCapture } from '../camera/deviceCapture.ts';
import { isPhone } from '../camera/isPhone.ts';
import { keepPlace, type PlaceKeeper, type Precision } from '../camera/place.ts';
import { rememberedDevices } from '../camera/rememberedDevices.ts';
import { LiveSession } from '../publishing/liveSession.ts';
import { hasBeenLive } from '../publishing/liveState.ts';
import type { Mine } from '../publishing/mine.ts';
import {
  cameraIdOf,
  hasBeenReloaded,
  rememberedDelay,
  rememberedLive,
  rememberedName,
  type WasLive,
} from '../publishing/remembered.ts';
import { rememberedEnd } from '../publishing/rememberedEnd.ts';
import { keepAwake } from '../ui/keepAwake.ts';
import { type Changeable, createValue, type Value } from '../value.ts';
import { parseCameraOptions } from './cameraOptions.ts';
import { cameraPermission } from './cameraPermission.ts';
import { createEventReader, type EventReader } from './eventReader.ts';
import { createFilmingLock, type FilmingLock } from './filmingLock.ts';
import { type OtherTabWatch, watchOtherTab } from './otherTab.ts';
import { keepReloadState, type ReloadState } from './reloadState.ts';
import { type FilmingStatus, filmingStatusOf, mayGoLive } from './status.ts';
import { checkCamera } from './syncCheck.ts';
import { virtualCapture } from './virtualCapture.ts';

const firstSettings = { facing: 'environment', hasMicrophone: true, isMusic: false } as const;

/** One phone that films one event: its camera, its place, and the session that sends them. */
export class Filming {
  readonly camera: Camera;
  readonly place: PlaceKeeper;
  readonly isVirtual: boolean;
  /** Cameras and microphones are chosen from a list; phones are turned instead. */
  readonly hasDeviceChoice: boolean;
  readonly status: Value<FilmingStatus>;
  readonly event: Value<Event | null>;
  readonly name = createValue('');

  /** Delay of this device's camera by its last sync check, ms; 0 when unknown. */
  readonly cameraDelayMs: Value<number>;

  readonly isPaused: Value<boolean>;
  readonly isWarned: Value<boolean>;
  /** Who watched and decided about the picture, and what the server stores of it. */
  readonly mine: Mine;

  readonly #session: LiveSession;
  readonly #status = createValue<FilmingStatus>({ is: 'asking' });
  /** The person asked to go live, and the camera is not open yet. */
  readonly #isWanted = createValue(false);
  readonly #isUnasked = createValue(false);
  readonly #hasEnded: Changeable<boolean>;
  /** How precisely the place is shared once it is live again. */
  #endedAt: Precision = 'off';
  readonly #lock: FilmingLock;
  readonly #otherTab: OtherTabWatch;
  readonly #reader: EventReader;
  readonly #reloadState: ReloadState;
  readonly #stops: (() => void)[] = [];
  #isClosed = false;
  #sleep = () => {};

  constructor(event: string, search: string) {
    const options = parseCameraOptions(search);
    const before = rememberedLive.get(event);
    this.isVirtual = options.camera === 'virtual';
    this.hasDeviceChoice = !this.isVirtual && !isPhone();
    this.#hasEnded = createValue(rememberedEnd.get(event));
    this.#stops.push(this.#hasEnded.follow(() => rememberedEnd.set(event, this.#hasEnded.get())));
    if (!this.isVirtual) this.name.set(rememberedName.get());
    const seat = this.isVirtual && options.seat !== undefined ? String(options.seat) : '';
    const cameraId = cameraIdOf(event, seat);
    this.#lock = createFilmingLock(`${event}.${seat}`);
    this.#otherTab = watchOtherTab(this.#lock);
    this.#reader = createEventReader(event);
    this.#reloadState = keepReloadState(event, () => this.#reloadStateNow());
    this.#session = new LiveSession(
      { event, cameraId },
      options.layers === undefined ? {} : { layers: options.layers },
    );
    const venue = () => this.#reader.read().then(() => this.event.get()?.venue ?? null);
    this.cameraDelayMs = this.#session.cameraDelayMs;
    this.isPaused = this.#session.isPaused;
    this.isWarned = this.#session.isWarned;
    this.mine = this.#session.mine;
    if (!this.isVirtual) this.#session.cameraDelayMs.set(rememberedDelay.get());
    const capture = this.isVirtual
      ? virtualCapture(options, cameraId, { now: this.#session.clock.now, venue })
      : deviceCapture;
    const { facing, hasMicrophone, isMusic } = before ?? firstSettings;
    const devices = this.hasDeviceChoice ? rememberedDevices : undefined;
    this.camera = createCamera(capture, { facing, hasMicrophone, isMusic, devices });
    this.place = keepPlace(() => this.#facing());
    this.status = this.#status;
    this.event = this.#reader.event;
    this.#listen();
    if (before) this.place.choose(before.precision);
    void this.#start(before !== null, options.auto);
  }

  /** Continues as before a reload, or starts as the address says, but never takes over from another tab. */
  async #start(wasLive: boolean, isAuto: boolean): Promise<void> {
    const isFree = await this.#lock.isFree(wasLive).catch(() => null);
    if (this.#isClosed || this.#isWanted.get()) return;
    if (isFree === false) this.#otherTab.follow();
    else if (isAuto || (wasLive && (isFree ?? hasBeenReloaded()))) await this.goLive();
    else if (!this.#hasEnded.get()) await this.#openUnlessAsked();
  }

  /** Unless it is known that the browser will not ask, the page says first what the camera is for. */
  async #openUnlessAsked(): Promise<void> {
    const permission = this.isVirtual ? 'granted' : await cameraPermission();
    if (this.#isClosed || this.#isWanted.get()) return;
    if (permission === 'granted' || permission === 'denied') await this.camera.open();
    else this.#isUnasked.set(true);
  }

  /** The person is ready to be asked by the browser. */
  async turnOn(): Promise<void> {
    this.#isUnasked.set(false);
    await this.camera.open();
  }

  /** Goes live as soon as the camera is open. */
  async goLive(): Promise<void> {
    this.#isWanted.set(true);
    this.#isUnasked.set(false);
    if (this.#hasEnded.get()) this.place.choose(this.#endedAt);
    this.#hasEnded.set(false);
    this.#otherTab.stop();
    await this.camera.open();
    // The person may have ended it, or left, while the browser was asking for permission.
    if (this.#isWanted.get() && !this.#isClosed && this.camera.state.get().is === 'open') this.#begin();
    this.#isWanted.set(false);
  }

  /** What was live gets a page about its end, and its camera is closed. */
  end(): void {
    this.#isWanted.set(false);
    const wasLive = hasBeenLive(this.#session.state.get());
    this.#hasEnded.set(wasLive);
    this.#session.end();
    if (!wasLive) return;
    this.#endedAt = this.place.choice.get();
    this.place.choose('off');
    this.camera.close();
  }

  setPaused(isPaused: boolean): void {
    this.#session.setPaused(isPaused);
  }

  /** One tap retries both the camera and the connection. */
  comeBack(): void {
    const { is } = this.#status.get();
    if (is === 'still' || is === 'noCamera') void this.camera.retry();
    this.#session.retry();
  }

  /** Films the server's clock, tells the server the delay found and remembers it for this device. Ms, or null. */
  async checkCamera(): Promise<number | null> {
    const track = this.camera.video.get();
    const found = track && (await checkCamera(track, this.#session.clock.now).catch(() => null));
    if (!found) return null;
    if (!this.isVirtual) rememberedDelay.set(found.delayMs);
    this.#session.cameraDelayMs.set(found.delayMs);
    return found.delayMs;
  }

  setName(name: string): void {
    this.name.set(name);
    if (!this.isVirtual) rememberedName.set(name.trim());
  }

  /** Viewers see the new name at once; the picture is interrupted for a moment. */
  rename(name: string): void {
    this.setName(name);
    this.#session.rename(this.name.get() || this.camera.description.label || '');
  }

  /** Called when the page is left within the app. A reload does not come by here, so it can continue. */
  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#otherTab.stop();
    this.#reader.close();
    this.#leave();
    this.#session.end();
    this.#session.close();
    this.place.close();
    this.camera.dispose();
  }

  #begin(): void {
    this.#sleep();
    this.#sleep = keepAwake();
    this.#lock.take();
    const { label = '', place = this.place.place.get() } = this.camera.description;
    this.#session.goLive(this.camera, { label: this.name.get() || label, place });
  }

  #facing() {
    const camera = this.camera.state.get();
    return (camera.is === 'open' && camera.facing) || 'environment';
  }

  #listen(): void {
    const { camera, place } = this;
    const { state, connection, waitingFor } = this.#session;
    const otherTab = this.#otherTab.state;
    const update = () => this.#update();
    for (const value of [
      state,
      connection,
      waitingFor,
      camera.state,
      this.#isWanted,
      this.#isUnasked,
      this.#hasEnded,
      otherTab,
      this.event,
    ]) {
      this.#stops.push(value.follow(update));
    }
    this.#stops.push(this.mine.insight.follow(update));
    const { save } = this.#reloadState;
    for (const value of [camera.state, camera.sound, place.choice]) this.#stops.push(value.follow(save));
    this.#stops.push(place.place.follow(() => this.#session.setPlace(place.place.get())));
    const readEvent = () => void this.#reader.read();
    this.#stops.push(connection.follow(readEvent));
    readEvent();
  }

  /** Works out the status again, and releases whatever it no longer needs. */
  #update(): void {
    const live = this.#session.state.get();
    const connection = this.#session.connection.get();
    const camera = this.camera.state.get();
    const barred = this.#barred();
    const [isWanted, isUnasked] = [this.#isWanted.get(), this.#isUnasked.get()];
    const [hasEnded, otherTab] = [this.#hasEnded.get(), this.#otherTab.state.get()];
    const why = this.#session.waitingFor.get();
    this.#status.set(
      filmingStatusOf({ live, connection, camera, isWanted, isUnasked, hasEnded, barred, otherTab, why }),
    );
    if (!this.#isLive() && !this.#isWanted.get()) this.#leave();
    else this.#reloadState.saveOnce();
    const isTakenOver = live.is === 'ended' && live.why === 'takenOver';
    if (isTakenOver && !isWanted && otherTab === null) this.#otherTab.follow();
    const hasNoEvent = live.is === 'refused' && live.notice.code === 'noSuchEvent';
    const isBarred = !mayGoLive(this.#status.get());
    if (isBarred) this.place.choose('off');
    // A phone gives its camera to one page at a time, and the tab that took over may need it.
    const isCameraUseless = isTakenOver || hasNoEvent || isBarred;
    if (isCameraUseless && camera.is !== 'closed' && !this.#isWanted.get()) this.camera.close();
  }

  /** Why this camera may not go live: the event is closed, or the camera is banned. */
  #barred() {
    if (this.event.get()?.endsAt) return 'closed';
    return this.mine.insight.get()?.holdings.some(({ what }) => what === 'ban') ? 'banned' : null;
  }

  #isLive(): boolean {
    const { is } = this.#session.state.get();
    return is !== 'off' && is !== 'ended' && is !== 'refused';
  }

  #reloadStateNow(): WasLive | null {
    if (!this.#isLive()) return null;
    const { microphone, isMusic } = this.camera.sound.get();
    return {
      facing: this.#facing(),
      hasMicrophone: microphone !== 'off',
      isMusic,
      precision: this.place.choice.get(),
    };
  }

  #leave(): void {
    this.#sleep();
    this.#sleep = () => {};
    this.#lock.release();
    this.#reloadState.clear();
  }
}
