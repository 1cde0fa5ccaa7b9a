import type { OwnPerspective, SpectatorNotices, spectatorRequests } from '../../shared/conversations/spectator.ts';
import type { Place } from '../../shared/domain.ts';
import { noticeOf, type RefusalNotice } from '../../shared/refusals.ts';
import type { CameraSource } from '../camera/cameraSource.ts';
import { type ConnectionState, type Conversation, openConversation } from '../connection/conversation.ts';
import { keepUp, type Upkeep } from '../connection/keepUp.ts';
import { noticeIn, Refused } from '../connection/refused.ts';
import { openUplink, type SendingOptions, type Uplink, type Wanted } from '../media/uplink.ts';
import { keepServerClock, type ServerClock } from '../sync/serverClock.ts';
import { createValue, type Value } from '../value.ts';
import { createClockReports } from './clockReports.ts';
import { createHealthReports } from './healthReports.ts';
import { type CameraIdentity, type LiveState, liveStateOf, type Presented, renamedState } from './liveState.ts';
import { createMine, type Mine } from './mine.ts';
import { createSentMedia, type SentMedia } from './sentMedia.ts';
import { uplinkAsks } from './uplinkAsks.ts';

const iceRestartWithinMs = 3_000;

/** Publishes one camera to an event and keeps it live through all faults, until it is ended. */
export class LiveSession {
  readonly state = createValue<LiveState>({ is: 'off' });
  readonly connection: Value<ConnectionState>;
  readonly clock: ServerClock;
  readonly cameraDelayMs = createValue(0);
  /** Nothing is sent, and the tile is kept. */
  readonly isPaused = createValue(false);
  /** The server warned that far too much is sent. */
  readonly isWarned = createValue(false);
  /** Why the server refuses this camera for now; another attempt is scheduled. */
  readonly waitingFor: Value<RefusalNotice | null>;
  readonly mine: Mine;

  readonly #conversation: Conversation<typeof spectatorRequests, SpectatorNotices>;
  readonly #upkeep: Upkeep<Uplink>;
  readonly #sent: SentMedia;
  readonly #stops: (() => void)[] = [];
  readonly #sending: SendingOptions;
  readonly #cameraId: string;
  readonly #health = createHealthReports((health) => this.#conversation.ask('reportHealth', health));
  readonly #clockReports: ReturnType<typeof createClockReports>;
  #camera: CameraSource | null = null;
  #presented: Presented = { label: '', place: { precision: 'off' } };
  #own: OwnPerspective | null = null;
  /** The demand; undefined until the server has announced it for this uplink. */
  #wanted: Wanted | undefined;

  constructor({ event, cameraId }: CameraIdentity, sending: SendingOptions = {}) {
    this.#cameraId = cameraId;
    this.#sending = sending;
    this.#conversation = openConversation('spectator', { say: () => ({ event }) });
    this.connection = this.#conversation.state;
    this.mine = createMine(event, cameraId, this.#conversation);
    this.clock = keepServerClock(() => this.#conversation.ask('exchangeTime', {}));
    this.#upkeep = keepUp<Uplink>({
      conversation: this.#conversation,
      iceRestartWithinMs,
      isWanted: () => this.#camera !== null,
      open: () => this.#open(),
      restartIce: (uplink) => this.#restartIce(uplink),
      onWake: () => this.clock.restart(),
      onTransport: () => this.#updateState(),
      onFinal: (notice) => this.#leave({ is: 'refused', notice }),
    });
    this.waitingFor = this.#upkeep.waitingFor;
    this.#sent = createSentMedia({
      conversation: this.#conversation,
      uplink: this.#upkeep.transport,
      trackOf: (kind) => (!this.isPaused.get() && this.#camera?.[kind].get()) || null,
      place: () => this.#presented.place,
    });
    const isLive = () => this.#upkeep.transport() !== null;
    this.#clockReports = createClockReports(this.#conversation, this.clock, this.cameraDelayMs, isLive);
    this.#health.isPoor.follow(() => this.#updateState());
    this.#listen();
  }

  /** From now on until `end`, this camera is live or connecting. */
  goLive(camera: CameraSource, presented: Presented): void {
    this.#camera = camera;
    this.#presented = presented;
    for (const stop of this.#stops.splice(0)) stop();
    for (const kind of ['video', 'audio'] as const) {
      this.#stops.push(camera[kind].follow(() => this.#upkeep.enqueue(() => this.#sent.sendTrack(kind))));
    }
    this.#stops.push(this.#clockReports.watch(camera.video));
    this.state.set({ is: 'connecting', hasBeenLive: false });
    if (this.connection.get() === 'connected') this.#upkeep.resume();
    else this.#conversation.probe();
  }

  /** Sends nothing from now on, or again. */
  setPaused(isPaused: boolean): void {
    this.isPaused.set(isPaused);
    for (const kind of ['video', 'audio'] as const) this.#upkeep.enqueue(() => this.#sent.sendTrack(kind));
  }

  /** The label is part of `goLive`, so `goLive` is sent again; the tile is kept. */
  rename(label: string): void {
    this.#presented = { ...this.#presented, label };
    if (this.#camera) this.state.set(renamedState(this.state.get()));
    this.#upkeep.reopen();
  }

  setPlace(place: Place): void {
    this.#presented = { ...this.#presented, place };
    this.#upkeep.enqueue(() => this.#sent.sendPlace());
  }

  end(): void {
    this.#leave({ is: 'off' });
    // Only now are its figures complete.
    void this.#conversation.ask('endLive', {}).then(this.mine.read, () => undefined);
  }

  /** For a person who does not want to wait for the next attempt. */
  retry(): void {
    if (!this.#upkeep.tryNow()) this.#upkeep.resume();
  }

  close(): void {
    this.#leave({ is: 'off' });
    this.#upkeep.close();
    this.clock.close();
    this.#conversation.close();
  }

  #listen(): void {
    const { onConnected, onNotice, refusal, state } = this.#conversation;
    onConnected(() => {
      this.clock.restart();
      this.#upkeep.resume();
    });
    state.follow(() => {
      const notice = refusal.get();
      if (state.get() === 'refused' && notice) this.#leave({ is: 'refused', notice });
      else this.#updateState();
    });
    onNotice('perspectiveChanged', (own) => {
      this.#own = own;
      this.#updateState();
      // The server removed the tile after a long silence. If an attempt is scheduled, it will claim the tile again.
      if (own.state === 'gone' && this.#camera && !this.waitingFor.get()) this.#upkeep.reopen();
    });
    onNotice('stageLost', () => this.#upkeep.reopen());
    onNotice('wantedLayer', (wanted) => {
      this.#wanted = wanted;
      this.#upkeep.transport()?.limit(wanted);
    });
    onNotice('warned', () => this.isWarned.set(true));
    onNotice('ended', ({ why }) => {
      if (why !== 'full') return this.#leave({ is: 'ended', why });
      // Another camera took its slot: this one stays open until a slot is free.
      this.#upkeep.release();
      this.#upkeep.fail(new Refused(noticeOf('tooManyPerspectives')));
    });
  }

  async #open(): Promise<void> {
    this.#health.stop();
    this.#wanted = undefined;
    const asked = { cameraId: this.#cameraId, ...this.#presented };
    // After a refusal the media may still flow: the old uplink stays until there is a new one.
    const { perspective, rtpCapabilities, transport } = await this.#conversation.ask('goLive', asked);
    this.#upkeep.release();
    if (!this.#camera) return void (await this.#conversation.ask('endLive', {}));
    this.#own = perspective;
    this.#sent.began(asked.place);
    const asks = uplinkAsks(this.#conversation, transport.id);
    const uplink = await openUplink(rtpCapabilities, transport, asks, this.#sending);
    if (!this.#upkeep.use(uplink)) return;
    // The notice may have come while the uplink was being opened.
    if (this.#wanted) uplink.limit(this.#wanted);
    this.#clockReports.resend();
    await Promise.all([this.#sent.sendTrack('video'), this.#sent.sendTrack('audio')]);
    this.#health.follow(uplink);
    this.#updateState();
  }

  /** Keeps the uplink over a new socket or network address. */
  async #restartIce(uplink: Uplink): Promise<boolean> {
    const asked = { cameraId: this.#cameraId, transport: uplink.id };
    const kept = await this.#conversation.ask('restartUplink', asked).catch((fault: unknown) => {
      if (noticeIn(fault)?.code === 'notYet') return null;
      throw fault;
    });
    if (!kept) return false;
    this.#own = kept.perspective;
    await uplink.restartIce(kept.iceParameters);
    await Promise.all([this.#sent.sendPlace(), this.#sent.sendTrackStates()]);
    this.#upkeep.recovered();
    this.#updateState();
    return true;
  }

  #updateState(): void {
    if (!this.#camera) return;
    const isUp = this.connection.get() === 'connected' && this.#upkeep.transport()?.state.get() === 'connected';
    this.state.set(liveStateOf(this.state.get(), isUp, this.#own, this.#health.isPoor.get()));
  }

  #leave(state: LiveState): void {
    this.#health.stop();
    for (const stop of this.#stops.splice(0)) stop();
    this.#camera = null;
    this.isPaused.set(false);
    this.isWarned.set(false);
    this.#own = null;
    this.#upkeep.stop();
    this.state.set(state);
  }
}
