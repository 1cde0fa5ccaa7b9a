import type { Now } from '../events/ports/clocks.ts';
import type { Transport } from './transport.ts';

/** A phone that vanished is noticed after this, whatever it sent; mediasoup takes 10 to 60 s. */
export const iceConsentTimeoutSeconds = 10;
/** Looked at once a second: what brought nothing between two looks is silent. The slowest picture has 8 frames/s. */
const silentAfterMs = 900;

/** Whether anything comes from one phone. */
export type Flow = {
  /** Since when nothing has come, ms; null while packets of a track arrive. */
  readonly silentSince: number | null;
  /** Whether the phone can still be there, silent as it may be: its ICE consent lives and its DTLS stands. */
  readonly isReachable: boolean;
  /** What the transport takes in as a whole, also what is of no track, bit/s. */
  readonly bps: number;
  /** Asks the worker what has come since the last time. */
  look(): Promise<void>;
  /** The phone said over its socket what it sends. */
  heard(): void;
};

/**
 * Counts what arrives over a phone's transport, and listens to ICE and DTLS. Scores do not tell: the worker lowers them
 * by itself only where a track has several streams (`Producer.cpp` of mediasoup 3.27, on inactivity).
 */
export function followFlow(transport: Transport, now: Now, changed: () => void): Flow {
  let bytes = 0;
  let bps = 0;
  let cameAt = Number.NEGATIVE_INFINITY;
  /** The last sign of life of any kind. */
  let heardAt = now();
  let lookedAt = heardAt;
  let isFlowing = false;
  let looking: Promise<void> | null = null;

  const set = (flows: boolean) => {
    if (flows === isFlowing) return;
    isFlowing = flows;
    changed();
  };

  const look = async () => {
    // A transport that has gone brings nothing.
    const [stats] = await transport.getStats().catch(() => []);
    const at = now();
    bps = stats?.recvBitrate ?? 0;
    const came = stats?.rtpBytesReceived ?? 0;
    if (came > bytes) {
      // Its rate is of the last 2.5 s: what came before, while this process stood still, came right after the last look.
      cameAt = stats?.rtpRecvBitrate ? at : lookedAt;
      heardAt = Math.max(heardAt, cameAt);
    }
    bytes = Math.max(bytes, came);
    lookedAt = at;
    set(at - cameAt < silentAfterMs);
  };

  transport.on('icestatechange', (state) => {
    if (state === 'disconnected') heardAt = Math.max(heardAt, now() - iceConsentTimeoutSeconds * 1_000);
    else heardAt = now();
    isFlowing &&= state !== 'disconnected';
    changed();
  });
  transport.on('dtlsstatechange', (state) => {
    isFlowing &&= state === 'connected';
    changed();
  });

  return {
    get silentSince() {
      return isFlowing ? null : heardAt;
    },
    get isReachable() {
      const { closed, iceState, dtlsState } = transport;
      return !closed && iceState !== 'disconnected' && dtlsState !== 'failed' && dtlsState !== 'closed';
    },
    get bps() {
      return bps;
    },
    look() {
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
    heard() {
      heardAt = now();
    },
  };
}
