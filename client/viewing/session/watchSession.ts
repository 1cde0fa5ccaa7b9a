import type { ModeratorNotices, moderatorRequests } from '../../../shared/conversations/moderator.ts';
import type { FirstTiles, TilesChange, viewerRequests } from '../../../shared/conversations/viewer.ts';
import type { Event, Perspective } from '../../../shared/domain.ts';
import { type OutOfSight, whatFlows } from '../../../shared/layers.ts';
import type { RefusalNotice } from '../../../shared/refusals.ts';
import type { Reply } from '../../../shared/wire.ts';
import {
  type ConnectionState,
  type Conversation,
  type Introduction,
  openConversation,
} from '../../connection/conversation.ts';
import { noticeIn, unlessFinal } from '../../connection/refused.ts';
import { createRetry } from '../../connection/retry.ts';
import { type Downlink, openDownlink } from '../../media/downlink.ts';
import { createReceivedMedia, type Picture, type ReceivedMedia } from '../../media/receivedMedia.ts';
import { createSynchrony, type Synchrony } from '../../sync/synchrony.ts';
import { createTalk, type Talk } from '../../talk/talk.ts';
import { createValue, type Value } from '../../value.ts';
import { type DelaySharing, shareDelayOf } from './delaySharing.ts';
import { readyFirstTiles } from './firstTiles.ts';
import { followTileLimit } from './followTileLimit.ts';
import { createPresence, isSent } from './presence.ts';
import { createStarved } from './starved.ts';
import { createStills, type Stills } from './stills.ts';
import { hasSameTiles, isInSight, isSame, type Wish, wishOf } from './wish.ts';

export type Whom = { event: string; role: 'viewer' | 'moderator'; introduction?: Introduction };

type Asks = Conversation<typeof moderatorRequests, ModeratorNotices>;
/** A drag at a window's edge is one wish, not fifty (LiveKit waits as long). */
const settleMs = 100;
/** An ICE restart that works does so within a few round trips; after this a new transport is quicker. */
const restartWithinMs = 4_000;

/** Watches one event from now on: the connection, the downlink, and a wish that is kept up through all faults. */
export class WatchSession {
  readonly role: Whom['role'];
  readonly event = createValue<Event | null>(null);
  /** Why there is nothing to see, and will not be. */
  readonly problem = createValue<RefusalNotice | null>(null);
  /** Why the server does not let it watch for now; it is tried again. */
  readonly waitingFor = createValue<RefusalNotice | null>(null);
  /** In order of arrival; one that has left stays a moment as `gone`, so that it can fade. */
  readonly perspectives: Value<readonly Perspective[]>;
  readonly connection: Value<ConnectionState>;
  readonly pictureOf: (perspective: string) => Value<Picture | null>;
  /** The sound of the one that is heard. */
  readonly sound: Value<MediaStream | null>;
  /** The one instant that all tiles show. */
  readonly sync: Synchrony;
  /** Pictures of those that are not in the grid. */
  readonly stills: Stills;
  /** How many tiles this device proves able to show at once. */
  readonly tileLimit: Value<number>;
  /** Those for which there is too little bandwidth: their last pictures stand. */
  readonly starved: Value<ReadonlySet<string>>;
  /** Whether this viewer's grid shares one delay with others of the event. */
  readonly sharing: DelaySharing;
  /** The server refuses a viewer what only moderators may ask. */
  readonly ask: Asks['ask'];
  readonly onNotice: Asks['onNotice'];
  readonly reconnect: Asks['reconnect'];
  /** What those who watch say to each other. */
  readonly talk: Talk;

  readonly #conversation: Asks;
  readonly #presence = createPresence((id) => this.#receivedMedia.forget(id));
  readonly #firstTiles: (most: number) => Promise<FirstTiles | null>;
  readonly #receivedMedia: ReceivedMedia;
  readonly #starved = createStarved();
  readonly #limiting = followTileLimit(() => this.#lookAtDecoding());
  readonly #timers = { settle: 0, restart: 0, sight: 0 };
  readonly #again = createRetry(() => this.connection.get() === 'connected' && this.#enqueue(() => this.#begin()));
  /** What the grid asks for, and what of it is asked of the server: what is out of sight flows for a moment longer. */
  #asked: Wish | null = null;
  #outOfSight: OutOfSight = new Map();
  #wish: Wish | null = null;
  #sentWish: Wish | null = null;
  #downlink: Downlink | null = null;
  #isWishQueued = false;
  #isClosed = false;
  // One step at a time: a change that arrives while a wish is being answered would otherwise be taken in twice, or a new
  // transport be opened while the old one still takes in consumers.
  #queue: Promise<void> = Promise.resolve();

  constructor({ event, role, introduction = { say: () => ({ event }) } }: Whom) {
    this.role = role;
    this.#firstTiles = readyFirstTiles(role);
    this.#conversation = openConversation(role, introduction);
    this.ask = this.#conversation.ask;
    this.onNotice = this.#conversation.onNotice;
    this.reconnect = this.#conversation.reconnect;
    this.talk = createTalk(this.#conversation);
    this.connection = this.#conversation.state;
    this.perspectives = this.#presence.perspectives;
    const find = (perspective: string) => this.perspectives.get().find(({ id }) => id === perspective);
    this.sync = createSynchrony({
      exchange: () => this.ask('exchangeTime', {}),
      clockOf: (perspective) => find(perspective)?.clock ?? null,
      nudgeOf: (perspective) => find(perspective)?.curation.nudgeMs ?? 0,
      flows: (perspective) =>
        isSent(find(perspective)) && isInSight(this.#wish, perspective) && !this.#starved.value.get().has(perspective),
      playout: new URLSearchParams(location.search).get('playout'),
    });
    this.#receivedMedia = createReceivedMedia(this.sync);
    this.sharing = shareDelayOf(this.#conversation, this.sync.grid);
    this.pictureOf = this.#receivedMedia.pictureOf;
    this.sound = this.#receivedMedia.sound;
    this.stills = createStills((perspectives) => this.ask('wantStills', { perspectives }));
    this.tileLimit = this.#limiting.limit;
    this.starved = this.#starved.value;
    this.#listen();
  }

  /** States the whole wish. Other tiles or another sound are asked for at once, mere sizes when they have settled. */
  want(next: Wish): void {
    this.#asked = next;
    this.#look();
  }

  /** Follows what is asked for, and what of it is in sight. */
  #look(): void {
    if (!this.#asked) return;
    const { tiles, heard } = this.#asked;
    const isPageHidden = document.visibilityState === 'hidden';
    const inSight = new Map(tiles.map(({ perspective, visible }) => [perspective, visible && !isPageHidden]));
    const { flows, outOfSight, againInMs } = whatFlows(this.#outOfSight, inSight, performance.now());
    this.#outOfSight = outOfSight;
    clearTimeout(this.#timers.sight);
    if (againInMs !== null) this.#timers.sight = window.setTimeout(() => this.#look(), againInMs);
    this.#settle({ tiles: tiles.map((tile) => ({ ...tile, visible: flows(tile.perspective) })), heard });
  }

  #settle(next: Wish): void {
    const last = this.#wish;
    if (isSame(last, next)) return;
    this.#wish = next;
    clearTimeout(this.#timers.settle);
    if (!hasSameTiles(last, next)) this.#queueWish();
    else this.#timers.settle = window.setTimeout(() => this.#queueWish(), settleMs);
  }

  /** Tries at once what is tried again by itself, or what was refused for good. */
  retry(): void {
    this.problem.set(null);
    if (this.connection.get() !== 'connected') this.#conversation.probe();
    else if (!this.#again.now()) this.#enqueue(() => this.#begin());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    window.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#again.stop();
    this.#limiting.close();
    this.stills.close();
    this.#conversation.close();
    this.#downlink?.close();
    this.#presence.close();
    this.sharing.close();
    this.sync.close();
  }

  #listen(): void {
    const { onConnected, onNotice, refusal, state } = this.#conversation;
    onConnected(() => {
      this.sync.restart();
      this.#enqueue(() => this.#begin());
    });
    onNotice('eventChanged', this.event.set);
    onNotice('perspectiveChanged', this.#presence.changed);
    onNotice('perspectiveGone', ({ id }) => this.#presence.gone(id));
    onNotice('rtpMapped', ({ consumer, rtpMapping }) => this.sync.rtpMapped(consumer, rtpMapping));
    onNotice('still', this.stills.came);
    onNotice('starved', ({ perspective, isStarved }) => this.#starved.say(perspective, isStarved));
    onNotice('stageLost', () => this.#enqueue(() => this.#begin()));
    onNotice('tilesChanged', (change) => {
      const mine = this.#downlink;
      if (mine) this.#enqueue(() => this.#take(mine, change));
    });
    refusal.follow(() => this.waitingFor.set(refusal.get()));
    state.follow(() => state.get() === 'refused' && this.problem.set(refusal.get()));
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(() => (this.#isClosed ? undefined : step()))
      .catch((fault: unknown) => this.#mend(fault));
  }

  /** Whatever failed, watching anew heals it; without a connection the next one begins anew by itself. */
  #mend(fault: unknown): void {
    if (this.#isClosed || this.connection.get() !== 'connected') return;
    const refused = noticeIn(fault);
    if (refused) this.waitingFor.set(refused);
    this.#again.later(refused?.code);
  }

  async #begin(): Promise<void> {
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    this.#again.stop();
    const first = this.#asked ? null : await this.#firstTiles(this.tileLimit.get());
    this.#presence.asking();
    // A no to any other question may be out of date: watching anew tells.
    const reply = await unlessFinal(this.ask('watch', first ? { first } : {}), this.problem.set);
    if (!reply) return;
    // Notices that are still on their way belong to the old downlink, and find none.
    this.#downlink?.close();
    this.#downlink = null;
    this.#sentWish = null;
    this.#presence.replace(reply.perspectives);
    await Promise.all([this.#open(reply, first), this.#show(reply.event)]);
    await this.#sendWish();
    this.#again.worked();
  }

  /** A grid is drawn once the event is known: a moment later, so that the browser negotiates meanwhile. */
  async #show(event: Event): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.problem.set(null);
    this.waitingFor.set(null);
    if ((this.event.get()?.version ?? 0) <= event.version) this.event.set(event);
  }

  async #open(reply: Reply<(typeof viewerRequests)['watch']>, first: FirstTiles | null): Promise<void> {
    const mine = await openDownlink(reply.rtpCapabilities, reply.transport, {
      connect: (dtlsParameters) => this.ask('connectDownlink', { dtlsParameters }),
      received: this.#receivedMedia.received,
      lost: this.#receivedMedia.lost,
    });
    if (this.#isClosed) return mine.close();
    this.#downlink = mine;
    mine.state.follow(() => this.#restartIfLost(mine));
    this.#starved.clear();
    if (first) this.#sentWish = wishOf(first, reply.perspectives);
    this.#asked ??= this.#sentWish;
    this.#look();
    this.stills.askAgain();
    this.talk.begin();
    await this.#take(mine, reply.first);
  }

  #queueWish(): void {
    if (this.#isWishQueued) return;
    this.#isWishQueued = true;
    this.#enqueue(() => this.#sendWish());
  }

  async #sendWish(): Promise<void> {
    this.#isWishQueued = false;
    const mine = this.#downlink;
    if (!mine || !this.#wish || isSame(this.#wish, this.#sentWish)) return;
    this.#sentWish = this.#wish;
    const { tiles, heard } = this.#wish;
    const asked = { rtpCapabilities: mine.rtpCapabilities, tiles: [...tiles], heard };
    await this.#take(mine, await this.ask('wantTiles', asked));
  }

  async #take(mine: Downlink, change: TilesChange): Promise<void> {
    if (mine !== this.#downlink) return;
    const consumers = await mine.apply(change);
    if (consumers.length > 0 && mine === this.#downlink) await this.ask('ready', { consumers });
  }

  async #lookAtDecoding() {
    if (!this.#downlink) return null;
    const shown = this.#wish?.tiles.filter(({ visible }) => visible).length ?? 0;
    return { shown, frames: await this.#downlink.decoded() };
  }

  #restartIfLost(mine: Downlink | null): void {
    const state = mine?.state.get();
    if (!mine || mine !== this.#downlink || (state !== 'disconnected' && state !== 'failed')) return;
    clearTimeout(this.#timers.restart);
    this.#timers.restart = window.setTimeout(() => {
      if (mine === this.#downlink && mine.state.get() !== 'connected') this.#enqueue(() => this.#begin());
    }, restartWithinMs);
    this.#enqueue(async () => {
      if (mine !== this.#downlink || mine.state.get() === 'connected') return;
      const { iceParameters } = await this.ask('restartDownlink', {});
      await mine.restart(iceParameters);
    });
  }

  /** After sleep or a change of network nothing may have told us yet that the way is cut. */
  readonly #wake = () => {
    this.#look();
    if (document.visibilityState === 'hidden') return;
    this.#again.now();
    this.#conversation.probe();
    this.sync.restart();
    this.#restartIfLost(this.#downlink);
  };
}
