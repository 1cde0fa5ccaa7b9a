import type { Venue } from '../../shared/domain.ts';
import { isEventId } from '../../shared/ids.ts';
import { isFinal, type RefusalNotice } from '../../shared/refusals.ts';
import type { VirtualCamera } from '../camera/virtualCamera.ts';
import { openVirtualCamera } from '../camera/virtualCamera.ts';
import { defectOf } from '../connection/defect.ts';
import { noticeIn, unlessFinal } from '../connection/refused.ts';
import { rest, Unreached } from '../connection/rest.ts';
import { createRetry } from '../connection/retry.ts';
import { LiveSession } from '../publishing/liveSession.ts';
import { freshCameraId } from '../publishing/remembered.ts';
import { read, write } from '../storage.ts';
import { createValue, type Value } from '../value.ts';
import { openViewerSession } from '../viewing/session/viewerSession.ts';
import type { WatchSession } from '../viewing/session/watchSession.ts';
import { words } from '../words/words.ts';

export const minCameras = 2;
export const maxCameras = 12;

/** The virtual concert is on the banks of the Seine. */
export const demoVenue: Venue = { latitude: 48.8606, longitude: 2.3376, radiusM: 60 };
const eventKey = 'polyscope.demo';

/** Up to twelve encoders and decoders share one laptop: the more cameras, the smaller the pictures. */
function pictureFor(cameras: number) {
  if (cameras <= 4) return { width: 640, height: 360, fps: 30 };
  if (cameras <= 9) return { width: 480, height: 270, fps: 24 };
  return { width: 320, height: 180, fps: 20 };
}

type Filming = { session: LiveSession; camera: VirtualCamera };

/** Virtual cameras that send one scene through the server, and a viewer session that receives them. */
export class DemoSession {
  /** Null until the demo's event is open. */
  readonly watching = createValue<{ event: string; session: WatchSession } | null>(null);
  /** Why the demo failed for good. */
  readonly problem = createValue<RefusalNotice | null>(null);
  /** Set while opening is retried; `why` is null if the server is not reachable. */
  readonly waitingFor = createValue<{ why: RefusalNotice | null } | null>(null);
  readonly count: Value<number>;

  readonly #retry = createRetry(() => void this.open());
  readonly #count: ReturnType<typeof createValue<number>>;
  readonly #filming: Filming[] = [];
  #isClosed = false;

  constructor(count: number) {
    this.#count = createValue(count);
    this.count = this.#count;
    void this.open();
  }

  /** Opens an event, or reuses the one from before a reload. */
  async open(): Promise<void> {
    this.problem.set(null);
    this.#retry.stop();
    try {
      const event = await this.#openEvent();
      if (this.#isClosed || this.watching.get()) return;
      this.waitingFor.set(null);
      this.watching.set({ event, session: openViewerSession(event) });
      this.setCount(this.#count.get());
    } catch (fault) {
      if (!this.#isClosed) this.#fail(fault);
    }
  }

  #fail(fault: unknown): void {
    const refused = noticeIn(fault);
    const isTemporary = refused ? !isFinal(refused.code) : fault instanceof Unreached;
    if (isTemporary) {
      this.waitingFor.set({ why: refused });
      this.#retry.later(refused?.code);
    } else {
      this.problem.set(defectOf(fault));
    }
  }

  setCount(requested: number): void {
    const count = Math.max(minCameras, Math.min(maxCameras, requested));
    this.#count.set(count);
    const event = this.watching.get()?.event;
    if (!event) return;
    const picture = pictureFor(count);
    // Remaining cameras keep their picture size: changing it would make all tiles flicker.
    while (this.#filming.length > count) this.#stop(this.#filming.pop());
    while (this.#filming.length < count) this.#filming.push(this.#start(event, this.#filming.length, picture));
  }

  close(): void {
    this.#isClosed = true;
    this.#retry.stop();
    for (const each of this.#filming.splice(0)) this.#stop(each);
    this.watching.get()?.session.close();
  }

  async #openEvent(): Promise<string> {
    const known = read('sessionStorage', eventKey) ?? '';
    if (isEventId(known) && (await unlessFinal(rest.event(known), () => undefined))) return known;
    const { event } = await rest.openEvent({ title: words.demo.title, listed: false, venue: demoVenue });
    write('sessionStorage', eventKey, event.id);
    return event.id;
  }

  #start(event: string, seat: number, picture: ReturnType<typeof pictureFor>): Filming {
    const session = new LiveSession({ event, cameraId: freshCameraId() }, { layers: 1 });
    const camera = openVirtualCamera({ seat, of: maxCameras, now: session.clock.now, venue: demoVenue, ...picture });
    session.goLive(camera, { label: camera.label, place: camera.place });
    return { session, camera };
  }

  #stop(filming: Filming | undefined): void {
    filming?.session.end();
    filming?.camera.close();
    // Gives `end` time to be sent before the socket closes.
    setTimeout(() => filming?.session.close(), 500);
  }
}
