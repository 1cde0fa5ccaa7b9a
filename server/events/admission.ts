import { createHash } from 'node:crypto';
import type { Curation, Event } from '../../shared/domain.ts';
import { Refusal } from '../../shared/refusals.ts';
import type { WallNow } from './ports/clocks.ts';
import type { AdmissionRecord, CurationLog } from './ports/curationLog.ts';
import type { Origin, PerspectiveRecords } from './ports/perspectiveStore.ts';

/**
 * For this long after a ban, newcomers from the same network are held, whatever the doors say; others share that
 * network, so they are not refused.
 */
export const networkBanMs = 30 * 60_000;

/** Digests of the device and the network of a phone. */
export type From = { device: string | null; network: string };

/** The camera id is the phone's key to its tile: only its digest is kept. */
export const digestOf = (event: string, cameraId: string) =>
  createHash('sha256').update(`${event}/${cameraId}`).digest('base64url');

export const digestsOf = (camera: string, { device, network }: From): Origin => ({ camera, device, network });

const allDigests = ({ camera, device, network }: Origin) => [camera, network, ...(device ? [device] : [])];

/** The admission records, by digest, of a perspective's camera, device and network after a decision about it. */
export function admissionsAfter(
  perspective: string,
  origin: Origin,
  curation: Curation,
  at: number,
): Record<string, AdmissionRecord | null> {
  const { camera, device, network } = origin;
  const own = [camera, ...(device ? [device] : [])];
  const is = curation.out === 'banned' ? 'banned' : curation.trusted ? 'trusted' : null;
  const ofOwn: AdmissionRecord | null = is && { is, perspective, at, until: null };
  const ofNetwork: AdmissionRecord | null = ofOwn?.is === 'banned' ? { ...ofOwn, until: at + networkBanMs } : null;
  return { ...Object.fromEntries(own.map((digest) => [digest, ofOwn])), [network]: ofNetwork };
}

type Parts = {
  curationLog: Pick<CurationLog, 'admissions'>;
  store: Pick<PerspectiveRecords, 'ofCamera'>;
  wallNow: WallNow;
};

/**
 * The curation that a newcomer begins with: by the event's doors, and by bans and trust of its camera, device and
 * network.
 */
export function createAdmission({ curationLog, store, wallNow }: Parts) {
  /** Throws `eventClosed` and `banned`. */
  return async function admit(
    event: Event,
    from: From,
    camera: string,
  ): Promise<{ curation: Curation; isSuspect: boolean }> {
    if (event.endsAt !== null) throw new Refusal('eventClosed');
    const [byCamera, byNetwork, byDevice] = await curationLog.admissions(event.id, allDigests(digestsOf(camera, from)));
    if (byCamera?.is === 'banned' || byDevice?.is === 'banned') throw new Refusal('banned');
    const trusted = byCamera?.is === 'trusted' || byDevice?.is === 'trusted';
    // A camera that was here before the ban belongs to somebody else, so it is not held. Only the camera id proves
    // that: cookies can be collected in advance.
    const isNetworkBanned = byNetwork?.is === 'banned' && (byNetwork.until ?? 0) > wallNow();
    const wasHere = isNetworkBanned && ((await store.ofCamera(event.id, camera))?.since ?? byNetwork.at) < byNetwork.at;
    const isSuspect = !trusted && isNetworkBanned && !wasHere;
    const curation: Curation = {
      letIn: trusted || (event.doors === 'open' && !isSuspect),
      featured: false,
      hidden: false,
      blackout: false,
      out: 'no',
      trusted,
      name: '',
      group: '',
      nudgeMs: 0,
      reportsDismissedAt: 0,
      version: 1,
    };
    return { curation, isSuspect };
  };
}

export type Admission = ReturnType<typeof createAdmission>;
