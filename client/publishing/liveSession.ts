import type { OwnPerspective, SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Kind, Place } from '../../shared/domain.ts';
import { noticeOf, type RefusalNotice } from '../../shared/refusals.ts';
import type { CameraSource } from '../camera/cameraSource.ts';
import { type ConnectionState, type Conversation, openConversation } from '../connection/conversation.ts';
import { isFinal, noticeIn, Refused } from '../connection/refused.ts';
import { createRetry } from '../connection/retry.ts';
import { openUplink, type SendingWish, type Uplink, type Wanted } from '../media/uplink.ts';
import { keepServerClock, type ServerClock } from '../sync/serverClock.ts';
import { createValue, type Value } from '../value.ts';
import { createClockReports } from './clockReports.ts';
import { createHealthReports, isPoorWay } from './healthReports.ts';
import { type LiveState, type Showing, stateOf, type Whom } from './liveState.ts';
import { createMine, type Mine } from './mine.ts';
import { uplinkAsks } from './uplinkAsks.ts';

/** An ICE restart that works does so within a few round trips; after this a new transport is quicker. */
const restartWithinMs = 3_000;
const lookEveryMs = 2_000;

/** One camera on its way to an event from now on: what it shows is kept live through all faults, until it is ended. */
export class LiveSession {
  readonly state = createValue<LiveState>({ is: 'off' });
  readonly connection: Value<ConnectionState>;
  readonly clock: ServerClock;
  readonly cameraDelayMs = createValue(0);
  /** Nothing is sent, and the tile is kept. */
  readonly isPaused = createValue(false);
  /** The server warned that far too much is sent. */
  readonly isWarned = createValue(false);
  /** Why the server does not take this camera for now; it is tried again. */
  readonly waitingFor = createValue<RefusalNotice | null>(null);
  readonly mine: Mine;

  readonly #conversation: Conversation<typeof spectatorRequests, SpectatorNotices>;
  readonly #timers = { restart: 0, look: 0 };
  readonly #again = createRetry(() => this.connection.get() === 'connected' && this.#enqueue(() => this.#begin()));
  readonly #stops: (() => void)[] = [];
  readonly #sending: SendingWish;
  readonly #cameraId: string;
  readonly #reportHealth = createHealthReports((health) => this.#conversation.ask('reportHealth', health));
  readonly #clockReports: ReturnType<typeof createClockReports>;
  #camera: CameraSource | null = null;
  #showing: Showing = { label: '', place: { precision: 'off' } };
  #uplink: Uplink | null = null;
  #saidPlace: Place | null = null;
  #own: OwnPerspective | null = null;
  /** What anybody wants, as it was told last; undefined before. */
  #wanted: Wanted | undefined;
  #isPoor = false;
  #isClosed = false;
  // One step at a time: a track that changes while the uplink is made anew would otherwise be sent over the old one.
  #queue: Promise<void> = Promise.resolve();

  constructor({ event, cameraId }: Whom, sending: SendingWish = {}) {
    this.#cameraId = cameraId;
    this.#sending = sending;
    this.#conversation = openConversation('spectator', { say: () => ({ event }) });
    this.mine = createMine(event, cameraId, this.#conversation);
    this.connection = this.#conversation.state;
    this.clock = keepServerClock(() => this.#conversation.ask('exchangeTime', {}));
    const isLive = () => this.#uplink !== null;
    this.#clockReports = createClockReports(this.#conversation, this.clock, this.cameraDelayMs, isLive);
    this.#listen();
  }

  /** From now on until `end` this camera is live, or on its way to it. */
  goLive(camera: CameraSource, showing: Showing): void {
    this.#camera = camera;
    this.#showing = showing;
    for (const stop of this.#stops.splice(0)) stop();
    for (const kind of ['video', 'audio'] as const) {
      this.#stops.push(camera[kind].follow(() => this.#enqueue(() => this.#sendTrack(kind))));
    }
    this.#stops.push(this.#clockReports.watch(camera.video));
    this.state.set({ is: 'connecting' });
    if (this.connection.get() === 'connected') this.#enqueue(() => this.#comeBack());
    else this.#conversation.probe();
  }

  /** Sends nothing from now on, or again. */
  setPaused(isPaused: boolean): void {
    this.isPaused.set(isPaused);
    for (const kind of ['video', 'audio'] as const) this.#enqueue(() => this.#sendTrack(kind));
  }

  /** A label is said on going live: that is done again, and the tile is kept. */
  rename(label: string): void {
    this.#showing = { ...this.#showing, label };
    if (this.#camera) this.state.set({ is: 'connecting' });
    this.#enqueue(() => this.#begin());
  }

  setPlace(place: Place): void {
    this.#showing = { ...this.#showing, place };
    this.#enqueue(() => this.#sayPlace());
  }

  end(): void {
    this.#leave({ is: 'off' });
    void this.#conversation.ask('endLive', {}).catch(() => undefined);
  }

  /** Tries at once what is tried again by itself: for a person who does not want to wait. */
  retry(): void {
    this.#conversation.probe();
    if (!this.#again.now()) this.#enqueue(() => this.#comeBack());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#leave({ is: 'off' });
    this.#isClosed = true;
    window.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.clock.close();
    this.#conversation.close();
  }

  #listen(): void {
    const { onConnected, onNotice, refusal, state } = this.#conversation;
    onConnected(() => {
      this.clock.restart();
      this.#enqueue(() => this.#comeBack());
    });
    refusal.follow(() => this.waitingFor.set(refusal.get()));
    state.follow(() => {
      const notice = refusal.get();
      if (state.get() === 'refused' && notice) this.#leave({ is: 'refused', notice });
      else this.#settle();
    });
    onNotice('perspectiveChanged', (own) => {
      this.#own = own;
      this.#settle();
      // Heard nothing for too long, the server took the tile out: take it again; in line, when it is our turn.
      if (own.state === 'gone' && this.#camera && !this.waitingFor.get()) this.#enqueue(() => this.#begin());
    });
    onNotice('stageLost', () => this.#enqueue(() => this.#begin()));
    onNotice('wantedLayer', (wanted) => {
      this.#wanted = wanted;
      this.#uplink?.limit(wanted);
    });
    onNotice('warned', () => this.isWarned.set(true));
    onNotice('ended', ({ why }) => (why === 'full' ? this.#waitInLine() : this.#leave({ is: 'ended', why })));
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(() => (this.#isClosed || !this.#camera ? undefined : step()))
      .catch((fault: unknown) => this.#mend(fault));
  }

  /** Whatever failed, going live anew heals it; without a connection the next one does so by itself. */
  #mend(fault: unknown): void {
    if (this.#isClosed || !this.#camera) return;
    const refused = noticeIn(fault);
    if (refused && isFinal(refused)) {
      this.#leave({ is: 'refused', notice: refused });
    } else if (this.connection.get() === 'connected') {
      this.waitingFor.set(refused);
      this.#again.later(refused?.code);
    }
    this.#settle();
  }

  /** Its place went to somebody else: the camera stays open until there is another. */
  #waitInLine(): void {
    this.#uplink?.close();
    this.#uplink = null;
    this.#mend(new Refused(noticeOf('tooManyPerspectives')));
  }

  /** Keeps the uplink over a new socket or address, where it still stands at both ends. */
  async #comeBack(): Promise<void> {
    const mine = this.#uplink;
    if (!mine || mine.state.get() === 'closed') return this.#begin();
    const asked = { cameraId: this.#cameraId, transport: mine.id };
    const kept = await this.#conversation.ask('restartUplink', asked).catch((fault: unknown) => {
      if (noticeIn(fault)?.code === 'notYet') return null;
      throw fault;
    });
    if (!kept) return this.#begin();
    this.#own = kept.perspective;
    await mine.restart(kept.iceParameters);
    await Promise.all([this.#sayPlace(), this.#sayTracks()]);
    this.#again.stop();
    this.waitingFor.set(null);
    this.#settle();
  }

  async #begin(): Promise<void> {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#again.stop();
    this.#wanted = undefined;
    const asked = { cameraId: this.#cameraId, ...this.#showing };
    // Where the answer is no for now, the media may still flow: the old uplink stays until there is a new one.
    const { perspective, rtpCapabilities, transport } = await this.#conversation.ask('goLive', asked);
    this.#uplink?.close();
    this.#uplink = null;
    this.waitingFor.set(null);
    if (!this.#camera) return void (await this.#conversation.ask('endLive', {}));
    this.#own = perspective;
    this.#saidPlace = asked.place;
    const asks = uplinkAsks(this.#conversation, transport.id);
    const mine = await openUplink(rtpCapabilities, transport, asks, this.#sending);
    if (!this.#camera) return mine.close();
    this.#uplink = mine;
    // It may have been told while the uplink was being opened.
    if (this.#wanted) mine.limit(this.#wanted);
    this.#clockReports.anew();
    mine.state.follow(() => {
      this.#settle();
      this.#restartIfLost(mine);
    });
    await Promise.all([this.#sendTrack('video'), this.#sendTrack('audio')]);
    this.#again.worked();
    this.#timers.look = window.setTimeout(() => this.#look(), lookEveryMs);
    this.#settle();
  }

  async #sendTrack(kind: Kind): Promise<void> {
    if (!this.#uplink || !this.#camera) return;
    await this.#uplink.send(kind, this.#trackOf(kind));
    await this.#sayTracks();
  }

  #trackOf(kind: Kind): MediaStreamTrack | null {
    return (!this.isPaused.get() && this.#camera?.[kind].get()) || null;
  }

  // What cannot be said now, for want of a connection, is said on coming back.
  async #sayTracks(): Promise<void> {
    if (!this.#camera || this.connection.get() !== 'connected') return;
    const [video, audio] = [this.#trackOf('video') !== null, this.#trackOf('audio') !== null];
    await this.#conversation.ask('setTracks', { video, audio });
  }

  async #sayPlace(): Promise<void> {
    const { place } = this.#showing;
    if (place === this.#saidPlace || !this.#uplink || this.connection.get() !== 'connected') return;
    await this.#conversation.ask('setPlace', { place });
    this.#saidPlace = place;
  }

  #restartIfLost(mine: Uplink | null): void {
    const state = mine?.state.get();
    if (!mine || mine !== this.#uplink || (state !== 'disconnected' && state !== 'failed')) return;
    clearTimeout(this.#timers.restart);
    this.#timers.restart = window.setTimeout(() => {
      if (mine === this.#uplink && mine.state.get() !== 'connected') this.#enqueue(() => this.#begin());
    }, restartWithinMs);
    this.#enqueue(async () => {
      if (mine === this.#uplink && mine.state.get() !== 'connected') await this.#comeBack();
    });
  }

  async #look(): Promise<void> {
    const mine = this.#uplink;
    if (!mine) return;
    const health = await mine.health().catch(() => null);
    if (mine !== this.#uplink) return;
    void this.#reportHealth(this.#isPoor);
    if (health) this.#isPoor = isPoorWay(health);
    this.#settle();
    this.#timers.look = window.setTimeout(() => this.#look(), lookEveryMs);
  }

  /** The state that follows from what is known now. */
  #settle(): void {
    if (!this.#camera || this.#isClosed) return;
    const isUp = this.connection.get() === 'connected' && this.#uplink?.state.get() === 'connected';
    this.state.set(stateOf(this.state.get(), isUp, this.#own, this.#isPoor));
  }

  #leave(state: LiveState): void {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#again.stop();
    for (const stop of this.#stops.splice(0)) stop();
    this.#camera = null;
    this.isPaused.set(false);
    this.isWarned.set(false);
    this.#own = null;
    this.#uplink?.close();
    this.#uplink = null;
    this.state.set(state);
  }

  /** After sleep or a change of network nothing may have told us yet that the way is cut. */
  readonly #wake = () => {
    if (document.visibilityState === 'hidden') return;
    this.#again.now();
    this.#conversation.probe();
    this.clock.restart();
    this.#restartIfLost(this.#uplink);
  };
}
