import type { Decision, OwnPerspective, SpectatorNotices } from '../../shared/conversations/spectator.ts';
import type { Doors, Health, Kind } from '../../shared/domain.ts';
import type { Uplink } from './ports/media.ts';
import type { Origin, PerspectiveRecord } from './ports/perspectiveStore.ts';

/** Sends notices to a camera's phone; replaced when the phone comes back over a new socket. */
export type Phone = {
  changed(perspective: OwnPerspective): void;
  /** Its worker died: the phone must go live again. */
  stageLost(): void;
  /** Which layers are worth sending. */
  wantedLayer(wanted: SpectatorNotices['wantedLayer']): void;
  /** A frame arrived with this abs-capture-time, ms on the phone's clock. */
  frameCaptured(phoneMs: number): void;
  warned(why: 'tooMuch'): void;
  ended(why: SpectatorNotices['ended']['why']): void;
  decided(decision: Decision): void;
};

/** One camera whose media this server receives. Only `liveCameras` changes it. */
export type LiveCamera = {
  /** Of its event and camera id. */
  readonly digest: string;
  readonly origin: Origin;
  /**
   * Slots are shared out by site, and by how long a camera has been here; ms (steady clock), kept across reconnects.
   */
  readonly site: string;
  readonly cameAt: number;
  readonly record: PerspectiveRecord;
  readonly uplink: Uplink;
  /** Null while its socket is gone. */
  readonly phone: Phone | null;
  /** Which tracks the phone has not paused. */
  readonly tracks: Readonly<Record<Kind, boolean>>;
  /** Kept across reconnects. */
  readonly everFlowed: boolean;
  /** When media last stopped, or when the camera came, ms (steady clock); null while it flows. */
  readonly silentSince: number | null;
  /** When its media last flowed, or when it came, ms (steady clock); kept across reconnects. */
  readonly flowedAt: number;
  /** The event's doors as they are now. */
  readonly doors: Doors;
  readonly health: Readonly<Health> | null;
};
