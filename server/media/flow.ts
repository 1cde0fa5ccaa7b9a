import { coalesce } from '../../shared/coalesce.ts';
import type { Now } from '../events/ports/clocks.ts';
import { iceConsentTimeoutSeconds } from './iceConsentTimeout.ts';
import type { Transport } from './transport.ts';

/**
 * Checked once a second: if a whole interval brought nothing, the phone is silent. Even the slowest picture has 8
 * frames/s.
 */
const silentAfterMs = 900;

/** Whether media arrives from one phone. */
export type Flow = {
  /** Since when nothing has arrived, ms on the steady clock; null while packets of a track arrive. */
  readonly silentSince: number | null;
  /** Whether the phone can still be there, even if it is silent: ICE consent is alive and DTLS is not closed. */
  readonly isReachable: boolean;
  /** Everything that the transport receives, also what belongs to no track, bit/s. */
  readonly bps: number;
  /** Asks the worker what has arrived since the last check. */
  check(): Promise<void>;
  /** The phone gave a sign of life over its socket. */
  touch(): void;
};

/**
 * Counts what arrives on a phone's transport, and follows its ICE and DTLS states. Producer scores are not enough: the
 * worker lowers them on inactivity only for tracks with several streams (`Producer.cpp` of mediasoup 3.27).
 */
export function followFlow(transport: Transport, now: Now, onChange: () => void): Flow {
  let receivedBytes = 0;
  let bps = 0;
  let receivedAt = Number.NEGATIVE_INFINITY;
  /** The last sign of life: media, a state change, or a message over the socket. */
  let lastSignAt = now();
  let checkedAt = lastSignAt;
  let isFlowing = false;

  const setFlowing = (next: boolean) => {
    if (next === isFlowing) return;
    isFlowing = next;
    onChange();
  };

  const check = async () => {
    // A closed transport receives nothing.
    const [stats] = await transport.getStats().catch(() => []);
    const at = now();
    bps = stats?.recvBitrate ?? 0;
    const received = stats?.rtpBytesReceived ?? 0;
    if (received > receivedBytes) {
      // The bitrate covers the last 2.5 s. If it is 0, the bytes arrived before that, while this process was stopped:
      // right after the last check.
      receivedAt = stats?.rtpRecvBitrate ? at : checkedAt;
      lastSignAt = Math.max(lastSignAt, receivedAt);
    }
    receivedBytes = Math.max(receivedBytes, received);
    checkedAt = at;
    setFlowing(at - receivedAt < silentAfterMs);
  };

  transport.on('icestatechange', (state) => {
    if (state === 'disconnected') lastSignAt = Math.max(lastSignAt, now() - iceConsentTimeoutSeconds * 1_000);
    else lastSignAt = now();
    isFlowing &&= state !== 'disconnected';
    onChange();
  });
  transport.on('dtlsstatechange', (state) => {
    isFlowing &&= state === 'connected';
    onChange();
  });

  return {
    get silentSince() {
      return isFlowing ? null : lastSignAt;
    },
    get isReachable() {
      const { closed, iceState, dtlsState } = transport;
      return !closed && iceState !== 'disconnected' && dtlsState !== 'failed' && dtlsState !== 'closed';
    },
    get bps() {
      return bps;
    },
    check: coalesce(check),
    touch() {
      lastSignAt = now();
    },
  };
}
