import type {
  FirstTiles,
  TilesChange,
  UnplayableTrack,
  ViewerNotices,
  viewerRequests,
  WantedTile,
} from '../../../shared/conversations/viewer.ts';
import type { ShownLimits } from '../../../shared/deviceLimits.ts';
import type { Event, Perspective } from '../../../shared/domain.ts';
import { layerFor } from '../../../shared/layers.ts';
import type { RefusalNotice } from '../../../shared/refusals.ts';
import type { Reply } from '../../../shared/wire.ts';
import type { ConnectionState, Conversation } from '../../connection/conversation.ts';
import { keepUp, type Upkeep } from '../../connection/keepUp.ts';
import { unlessFinal } from '../../connection/refused.ts';
import { type Downlink, openDownlink } from '../../media/downlink.ts';
import { createReceivedMedia, type ReceivedMedia, type ReceivedPicture } from '../../media/receivedMedia.ts';
import { createSynchrony, type Synchrony } from '../../sync/synchrony.ts';
import { createTalk, type Talk } from '../../talk/talk.ts';
import { createValue, type Value } from '../../value.ts';
import { type DelaySharing, shareDelayOf } from './delaySharing.ts';
import { readyFirstTiles } from './firstTiles.ts';
import { type Device, followDevice } from './followDevice.ts';
import { limitWish } from './limitWish.ts';
import { createPerspectiveList, isSent, mayMove } from './perspectiveList.ts';
import { createStarvedTiles } from './starvedTiles.ts';
import { createStills, type Stills } from './stills.ts';
import { isInSight, type Wish, wishOf } from './wish.ts';
import { createWishKeeper } from './wishKeeper.ts';

export type ViewerConversation = Conversation<typeof viewerRequests, ViewerNotices>;
type Options = { role: 'viewer' | 'moderator'; conversation: ViewerConversation };

const iceRestartWithinMs = 4_000;

/** Watches one event from now on: its downlink, and the wish for tiles, are kept up through all faults. */
export class WatchSession {
  readonly role: Options['role'];
  readonly event = createValue<Event | null>(null);
  /** The final refusal of `watch`. */
  readonly problem = createValue<RefusalNotice | null>(null);
  /** A refusal that is not final; another attempt is scheduled. */
  readonly waitingFor: Value<RefusalNotice | null>;
  /** In order of arrival; one that has left stays a moment as `gone`, so that it can fade. */
  readonly perspectives: Value<readonly Perspective[]>;
  readonly connection: Value<ConnectionState>;
  readonly pictureOf: (perspective: string) => Value<ReceivedPicture | null>;
  /** The sound of the one that is heard. */
  readonly sound: Value<MediaStream | null>;
  /** The one instant that all tiles show. */
  readonly sync: Synchrony;
  /** Pictures of those that are not in the grid. */
  readonly stills: Stills;
  /** What this device has proved able to show, all of one instant. */
  readonly limits: Value<ShownLimits>;
  /** Whether the viewer insists on all, however slow the device is. */
  readonly showsAll: Value<boolean>;
  readonly setShowsAll: (showsAll: boolean) => void;
  /** Those for which there is too little bandwidth: their last pictures stay. */
  readonly starved: Value<ReadonlySet<string>>;
  /** How many watch; null until the server has said. */
  readonly viewers = createValue<number | null>(null);
  /** Wanted tracks in a codec that this browser cannot play. */
  readonly unplayable = createValue<readonly UnplayableTrack[]>([]);
  /** Whether this viewer's grid shares one delay with others of the event. */
  readonly sharing: DelaySharing;
  readonly ask: ViewerConversation['ask'];
  readonly onNotice: ViewerConversation['onNotice'];
  readonly reconnect: ViewerConversation['reconnect'];
  /** Chat, reactions and reports. */
  readonly talk: Talk;

  readonly #conversation: ViewerConversation;
  readonly #list = createPerspectiveList((id) => this.#receivedMedia.forget(id));
  readonly #firstTiles: (most: number) => Promise<FirstTiles | null>;
  readonly #receivedMedia: ReceivedMedia;
  readonly #starved = createStarvedTiles();
  readonly #device: Device;
  #wish: Wish | null = null;
  readonly #wishes = createWishKeeper(() => this.#upkeep.enqueue(() => this.#sendWish()));
  readonly #upkeep: Upkeep<Downlink>;

  constructor({ role, conversation }: Options) {
    this.role = role;
    this.#firstTiles = readyFirstTiles(role);
    this.#conversation = conversation;
    this.ask = conversation.ask;
    this.onNotice = conversation.onNotice;
    this.reconnect = conversation.reconnect;
    this.connection = conversation.state;
    this.talk = createTalk(conversation);
    this.perspectives = this.#list.perspectives;
    this.sync = this.#createSync();
    this.#receivedMedia = createReceivedMedia(this.sync);
    this.sharing = shareDelayOf(conversation, this.sync.grid);
    this.pictureOf = this.#receivedMedia.pictureOf;
    this.sound = this.#receivedMedia.sound;
    this.stills = createStills((perspectives) => this.ask('wantStills', { perspectives }));
    this.#device = this.#followDevice();
    this.limits = this.#device.limits;
    this.showsAll = this.#device.showsAll;
    this.setShowsAll = this.#device.setShowsAll;
    this.starved = this.#starved.value;
    this.#upkeep = keepUp<Downlink>({
      conversation,
      iceRestartWithinMs,
      isWanted: () => true,
      open: () => this.#open(),
      restartIce: (downlink) => this.#restartIce(downlink),
      onWake: () => this.sync.restart(),
    });
    this.waitingFor = this.#upkeep.waitingFor;
    this.#listen();
  }

  /** States the whole wish. Other tiles or another sound are requested at once, other sizes 0.1 s later. */
  want(wish: Wish): void {
    this.#wish = wish;
    this.#wishes.want(limitWish(wish, this.limits.get()));
  }

  /** Makes the scheduled attempt now, or tries again after a final refusal. */
  retry(): void {
    this.problem.set(null);
    if (!this.#upkeep.tryNow()) this.#upkeep.reopen();
  }

  close(): void {
    this.#device.close();
    this.#wishes.close();
    this.stills.close();
    this.#conversation.close();
    this.#upkeep.close();
    this.#list.close();
    this.sharing.close();
    this.sync.close();
  }

  #createSync(): Synchrony {
    const find = (perspective: string) => this.perspectives.get().find(({ id }) => id === perspective);
    const isWanted = (perspective: string) =>
      isInSight(this.#wishes.wish(), perspective) &&
      !this.#starved.value.get().has(perspective) &&
      this.#isPlayable(perspective);
    return createSynchrony({
      exchange: () => this.ask('exchangeTime', {}),
      clockOf: (perspective) => find(perspective)?.clock ?? null,
      nudgeOf: (perspective) => find(perspective)?.curation.nudgeMs ?? 0,
      flows: (perspective) => isSent(find(perspective)) && isWanted(perspective),
      isExpected: (perspective) => mayMove(find(perspective)) && isWanted(perspective),
      playout: new URLSearchParams(location.search).get('playout'),
    });
  }

  #listen(): void {
    const { onConnected, onNotice, refusal, state } = this.#conversation;
    onConnected(() => {
      this.sync.restart();
      this.#upkeep.reopen();
    });
    onNotice('eventChanged', this.event.set);
    onNotice('perspectiveChanged', this.#list.changed);
    onNotice('perspectiveGone', ({ id }) => this.#list.gone(id));
    onNotice('rtpMapped', ({ consumer, rtpMapping }) => this.sync.rtpMapped(consumer, rtpMapping));
    onNotice('still', this.stills.received);
    onNotice('starved', ({ perspective, isStarved }) => this.#starved.set(perspective, isStarved));
    onNotice('viewersCounted', ({ viewers }) => this.viewers.set(viewers));
    onNotice('stageLost', () => this.#upkeep.reopen());
    onNotice('tilesChanged', (change) => {
      const downlink = this.#upkeep.transport();
      if (downlink) this.#upkeep.enqueue(() => this.#apply(downlink, change));
    });
    // A server that is gone without a word would be noticed by its missing pings only, 10 s later.
    const { isAllFrozen } = this.sync.grid.freezes;
    isAllFrozen.follow(() => isAllFrozen.get() && this.#conversation.probe());
    this.limits.follow(() => this.#wish && this.want(this.#wish));
    state.follow(() => state.get() === 'refused' && this.problem.set(refusal.get()));
  }

  async #open(): Promise<void> {
    const first = this.#wishes.asked() ? null : await this.#firstTiles(this.limits.get().tiles);
    this.#list.requested();
    // A refusal of any other request may be out of date; this one's is not.
    const reply = await unlessFinal(this.ask('watch', first ? { first } : {}), this.problem.set);
    if (!reply) return;
    // Notices still under way are about the old downlink; without one they are ignored.
    this.#upkeep.release();
    this.#list.replace(reply.perspectives);
    await Promise.all([this.#openDownlink(reply, first), this.#show(reply.event)]);
    await this.#sendWish();
  }

  /** The grid is drawn once the event is known: a moment later, so that the browser negotiates meanwhile. */
  async #show(event: Event): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.problem.set(null);
    if ((this.event.get()?.version ?? 0) <= event.version) this.event.set(event);
  }

  async #openDownlink(reply: Reply<(typeof viewerRequests)['watch']>, first: FirstTiles | null): Promise<void> {
    const downlink = await openDownlink(reply.rtpCapabilities, reply.transport, {
      connect: (dtlsParameters) => this.ask('connectDownlink', { dtlsParameters }),
      received: this.#receivedMedia.received,
      lost: this.#receivedMedia.lost,
    });
    if (!this.#upkeep.use(downlink)) return;
    this.#starved.clear();
    this.unplayable.set([]);
    this.#wishes.begin(first && wishOf(first, reply.perspectives));
    this.stills.resend();
    this.talk.begin();
    await this.#apply(downlink, reply.first);
  }

  async #restartIce(downlink: Downlink): Promise<boolean> {
    const { iceParameters } = await this.ask('restartDownlink', {});
    await downlink.restartIce(iceParameters);
    return true;
  }

  async #sendWish(): Promise<void> {
    const downlink = this.#upkeep.transport();
    const wish = downlink && this.#wishes.takeUnsent();
    if (!wish) return;
    const { tiles, heard } = wish;
    const asked = { rtpCapabilities: downlink.rtpCapabilities, tiles: [...tiles], heard };
    await this.#apply(downlink, await this.ask('wantTiles', asked));
  }

  async #apply(downlink: Downlink, change: TilesChange): Promise<void> {
    if (downlink !== this.#upkeep.transport()) return;
    if (change.unplayable) this.unplayable.set(change.unplayable);
    const consumers = await downlink.apply(change);
    if (consumers.length > 0 && downlink === this.#upkeep.transport()) await this.ask('ready', { consumers });
  }

  #isPlayable(id: string): boolean {
    return !this.unplayable.get().some(({ perspective, kind }) => perspective === id && kind === 'video');
  }

  #followDevice(): Device {
    const { value: starved } = this.#starved;
    return followDevice({
      grid: this.sync.grid,
      flowing: () => {
        const flowing = (this.#wishes.wish()?.tiles ?? []).filter(
          ({ perspective, visible }) => visible && !starved.get().has(perspective) && this.#isPlayable(perspective),
        );
        const layersOf = ({ perspective }: WantedTile) => this.pictureOf(perspective).get()?.received.layers;
        return {
          shown: flowing.length,
          hasFrameLayers: flowing.some((tile) => (layersOf(tile)?.temporal ?? 1) > 1),
          hasSizeLayers: flowing.some((tile) => layerFor(tile.widthPx, layersOf(tile)?.spatial ?? 1) > 0),
        };
      },
      readDecoded: async () => this.#upkeep.transport()?.decoded() ?? null,
    });
  }
}
