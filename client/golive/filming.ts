import type { Event } from '../../shared/domain.ts';
import { Camera } from '../camera/camera.ts';
import { deviceCapture } from '../camera/deviceCapture.ts';
import { keepPlace, type PlaceKeeper } from '../camera/place.ts';
import { keepAwake } from '../camera/wakeLock.ts';
import { noticeIn } from '../connection/refused.ts';
import { rest } from '../connection/rest.ts';
import { createRetry } from '../connection/retry.ts';
import { LiveSession } from '../publishing/liveSession.ts';
import type { Mine } from '../publishing/mine.ts';
import {
  cameraIdOf,
  hasBeenReloaded,
  rememberedDelay,
  rememberedLive,
  rememberedName,
} from '../publishing/remembered.ts';
import { createValue, type Value } from '../value.ts';
import { parseCameraOptions } from './cameraOptions.ts';
import { createFilmingLock, type FilmingLock } from './filmingLock.ts';
import { mayGoLive, type OtherTab, type Status, statusOf } from './status.ts';
import { checkCamera } from './syncCheck.ts';
import { virtualCapture } from './virtualCapture.ts';

/** How often it is noted that the page is live, for a reload. */
const noteEveryMs = 10_000;

/** One phone that films one event: its camera, its place, and the session that sends them. */
export class Filming {
  readonly camera: Camera;
  readonly place: PlaceKeeper;
  readonly isVirtual: boolean;
  readonly status: Value<Status>;
  readonly event: Value<Event | null>;
  readonly name = createValue('');

  /** How late this device's camera is, ms, by its last sync check; 0 unknown. */
  readonly cameraDelayMs: Value<number>;

  readonly isPaused: Value<boolean>;
  readonly isWarned: Value<boolean>;
  /** What came of the picture, and what is held of it. */
  readonly mine: Mine;

  readonly #session: LiveSession;
  readonly #id: string;
  readonly #status = createValue<Status>({ is: 'asking' });
  readonly #event = createValue<Event | null>(null);
  readonly #isWanted = createValue(false);
  /** What another tab does with the same camera, as far as is known. */
  readonly #elsewhere = createValue<OtherTab>(null);
  readonly #lock: FilmingLock;
  readonly #readAgain = createRetry(() => void this.#readEvent());
  readonly #stops: (() => void)[] = [];
  #isClosed = false;
  #reading: Promise<void> | null = null;
  #sleep = () => {};
  #noting = 0;

  constructor(event: string, search: string) {
    const options = parseCameraOptions(search);
    const before = rememberedLive.get(event);
    this.#id = event;
    this.isVirtual = options.camera === 'virtual';
    if (!this.isVirtual) this.name.set(rememberedName.get());
    const seat = this.isVirtual && options.seat !== undefined ? String(options.seat) : '';
    const cameraId = cameraIdOf(event, seat);
    this.#lock = createFilmingLock(`${event}.${seat}`);
    this.#session = new LiveSession(
      { event, cameraId },
      options.layers === undefined ? {} : { layers: options.layers },
    );
    const venue = () => this.#readEvent().then(() => this.#event.get()?.venue ?? null);
    const around = { now: this.#session.clock.now, venue };
    this.cameraDelayMs = this.#session.cameraDelayMs;
    this.isPaused = this.#session.isPaused;
    this.isWarned = this.#session.isWarned;
    this.mine = this.#session.mine;
    if (!this.isVirtual) this.#session.cameraDelayMs.set(rememberedDelay.get());
    const capture = this.isVirtual ? virtualCapture(options, cameraId, around) : deviceCapture;
    this.camera = new Camera(capture, before ?? { facing: 'environment', hasMicrophone: true, isMusic: false });
    this.place = keepPlace(() => this.#facing());
    this.status = this.#status;
    this.event = this.#event;
    this.#listen();
    if (before) this.place.choose(before.precision);
    void this.#start(before !== null, options.auto);
  }

  /** Goes on as before a reload, or begins as the address says; unless another tab films: it is not disturbed. */
  async #start(wasLive: boolean, isAuto: boolean): Promise<void> {
    const isFree = await this.#lock.isFree(wasLive).catch(() => null);
    if (this.#isClosed || this.#isWanted.get()) return;
    if (isFree === false) this.#followOther();
    else if (isAuto || (wasLive && (isFree ?? hasBeenReloaded()))) await this.goLive();
    else await this.camera.open();
  }

  #stopFollowing = () => {};
  #followOther(): void {
    this.#stopFollowing();
    this.#elsewhere.set('live');
    this.#stopFollowing = this.#lock.onFree(() => this.#elsewhere.set('ended'));
  }

  /** Live as soon as the camera is there. */
  async goLive(): Promise<void> {
    this.#isWanted.set(true);
    this.#stopFollowing();
    this.#elsewhere.set(null);
    await this.camera.open();
    // Ended, or gone, while the browser was asking.
    if (this.#isWanted.get() && !this.#isClosed && this.camera.state.get().is === 'open') this.#begin();
    this.#isWanted.set(false);
  }

  end(): void {
    this.#isWanted.set(false);
    this.#session.end();
  }

  setPaused(isPaused: boolean): void {
    this.#session.setPaused(isPaused);
  }

  /** One tap that mends what can be mended from here. */
  comeBack(): void {
    const { is } = this.#status.get();
    if (is === 'still' || is === 'noCamera') void this.camera.retry();
    this.#session.retry();
  }

  /** Films the server's clock; what is found is told to the server and remembered for this device. Ms, or null. */
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

  /** Others see the new name at once; the picture is away for a moment. */
  rename(name: string): void {
    this.setName(name);
    this.#session.rename(this.name.get() || this.camera.description.label || '');
  }

  /** Who leaves the page has ended; a reload does not come by here. */
  close(): void {
    this.#isClosed = true;
    this.#stopFollowing();
    this.#readAgain.stop();
    for (const stop of this.#stops) stop();
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
    const session = this.#session;
    const settle = () => this.#settle();
    const { state, connection, waitingFor } = session;
    for (const value of [state, connection, waitingFor, camera.state, this.#isWanted, this.#elsewhere, this.#event]) {
      this.#stops.push(value.follow(settle));
    }
    this.#stops.push(this.mine.insight.follow(settle));
    const note = () => this.#note();
    for (const value of [camera.state, camera.sound, place.choice]) this.#stops.push(value.follow(note));
    this.#stops.push(place.place.follow(() => session.setPlace(place.place.get())));
    const readEvent = () => void this.#readEvent();
    this.#stops.push(session.connection.follow(readEvent));
    readEvent();
  }

  #readEvent(): Promise<void> {
    if (this.#event.get()) return Promise.resolve();
    this.#reading ??= rest.event(this.#id).then(
      ({ event }) => this.#event.set(event),
      (fault: unknown) => {
        this.#reading = null;
        if (!this.#isClosed) this.#readAgain.later(noticeIn(fault)?.code);
      },
    );
    return this.#reading;
  }

  #settle(): void {
    const live = this.#session.state.get();
    const connection = this.#session.connection.get();
    const camera = this.camera.state.get();
    const barred = this.#shut();
    const [isWanted, otherTab, why] = [this.#isWanted.get(), this.#elsewhere.get(), this.#session.waitingFor.get()];
    this.#status.set(statusOf({ live, connection, camera, isWanted, barred, otherTab, why }));
    const isOver = live.is === 'off' || live.is === 'ended' || live.is === 'refused';
    if (isOver && !this.#isWanted.get()) this.#leave();
    else if (this.#noting === 0) this.#note();
    // Whoever took the camera's place may need it: a phone gives it to one page at a time.
    const isLost = live.is === 'ended' && live.why === 'takenOver';
    if (isLost && !isWanted && otherTab === null) this.#followOther();
    const isNowhere = live.is === 'refused' && live.notice.code === 'noSuchEvent';
    // Nor does a page film that nobody lets film.
    const isShut = !mayGoLive(this.#status.get());
    if (isShut) this.place.choose('off');
    if ((isLost || isNowhere || isShut) && camera.is !== 'closed' && !this.#isWanted.get()) this.camera.close();
  }

  /** Why nobody, or not this camera, may go live here. */
  #shut() {
    if (this.#event.get()?.endsAt) return 'closed';
    return this.mine.insight.get()?.holdings.some(({ what }) => what === 'ban') ? 'banned' : null;
  }

  /** Notes how the page films, so that a reload goes on from there. */
  #note(): void {
    clearTimeout(this.#noting);
    this.#noting = 0;
    const { is } = this.#session.state.get();
    if (is === 'off' || is === 'ended' || is === 'refused') return;
    const { microphone, isMusic } = this.camera.sound.get();
    const precision = this.place.choice.get();
    rememberedLive.set(this.#id, { facing: this.#facing(), hasMicrophone: microphone !== 'off', isMusic, precision });
    this.#noting = window.setTimeout(() => this.#note(), noteEveryMs);
  }

  #leave(): void {
    clearTimeout(this.#noting);
    this.#noting = 0;
    this.#sleep();
    this.#sleep = () => {};
    this.#lock.release();
    rememberedLive.set(this.#id, null);
  }
}
