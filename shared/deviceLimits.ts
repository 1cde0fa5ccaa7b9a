/**
 * What a device shows at once. One that is too slow gives up tiles, then frames, then size, so that what it still shows
 * is of one instant; it gets them back slowly.
 */

import { minTiles } from './tileLimit.ts';

/** `most`: the tiles that it would show with time to spare. */
export type ShownLimits = { most: number; tiles: number; hasFewerFrames: boolean; isSmaller: boolean };

export type DeviceLimits = ShownLimits & {
  /** For how long it has been overloaded, and for how long not, ms. */
  strainedMs: number;
  easyMs: number;
  /** Without overload for this long, it tries to show more. */
  tryAfterMs: number;
  /** Measurements are ignored for this long: after a change they are about the change itself. */
  ignoreMs: number;
  /** What was shown before the last try, until that has proved itself. */
  before: ShownLimits | null;
};

/** Measured of a device since the last check. */
export type DeviceLoad = {
  elapsedMs: number;
  /** Tiles whose frames are to be expected, and whether any of them is sent in layers of fewer frames, or smaller. */
  shown: number;
  hasFrameLayers: boolean;
  hasSizeLayers: boolean;
  /** Frames that arrived, were decoded, and were shown; `late`: those shown late though they were here in time. */
  received: number;
  decoded: number;
  displayed: number;
  late: number;
  /** Of packets, 0 to 1: no device can decode a frame that lacks some. */
  lostShare: number;
  /** Share of the time in which the page's thread was not free, 0 to 1. */
  blockedShare: number;
  /** From the earliest tile to the latest, ms; null if unknown. */
  spreadMs: number | null;
};

/** Two checks at least: one may be a hiccup. */
const strainedAfterMs = 1_200;
const ignoreAfterChangeMs = 900;
/** While a page opens, it is busy with that. */
const ignoreAtFirstMs = 4_000;
/** A check counts for no longer: it was late, or the device slept. One alone is never enough. */
const strainedAtMostMs = 1_000;
const easeAtMostMs = 2_000;
/** Doubled after each try that failed. */
const firstTryAfterMs = 10_000;
const maxTryAfterMs = 320_000;
/** A check with fewer frames says nothing about decoding. */
const minFrames = 5;
/** What is shown of a full grid after one step, at most. */
const keepsAtMost = 0.6;
/** A device that manages less takes two steps at once. */
const managesLittle = 0.3;

/** Frames may be lacking by this share before it is overload. */
const decodedEnough = 0.8;
const displayedEnough = 0.7;
const displayedByVeryBusy = 0.85;
/** Frames of lost packets are not decoded either. */
const lossy = 0.02;
/** The signs of a slow device rather than a slow path: its thread is not free, or frames that are here are shown late. */
const blockedMuch = 0.15;
const lateMuch = 0.2;
/** Paths put tiles apart as well, and most pages are a little busy: only much of it explains that by the device. */
const blockedVeryMuch = 0.35;
/** Late by itself, whether the tiles are together or not. */
const lateTooMuch = 0.5;
/** Further apart than this is out of sync: one frame at 30 Hz. */
const apartMs = 33;
const managesApart = 0.5;

const share = (part: number, of: number) => (of > 0 ? Math.min(1, part / of) : 1);

/** The share of what it is to show that a device manages, 0 to 1; 1 if only its path is slow. */
export function managedShare(load: DeviceLoad): number {
  const { received, decoded, displayed, late, lostShare, blockedShare, spreadMs } = load;
  if (received < minFrames) return 1;
  const decodedShare = lostShare > lossy ? 1 : share(decoded, received);
  const displayedShare = share(displayed, decoded);
  const lateShare = displayed > 0 ? share(late, displayed) : 0;
  const isSlow = blockedShare > blockedMuch || lateShare > lateMuch;
  const isVerySlow = blockedShare > blockedVeryMuch || lateShare > lateMuch;
  const isApart = spreadMs !== null && spreadMs > apartMs;
  return Math.min(
    decodedShare < decodedEnough ? decodedShare : 1,
    isSlow && displayedShare < (isVerySlow ? displayedByVeryBusy : displayedEnough) ? displayedShare : 1,
    isVerySlow && isApart ? managesApart : 1,
    lateShare > lateTooMuch ? managesApart : 1,
  );
}

/** At first: desktops can decode as many as fit their screens, phones and small machines fewer. */
export function firstLimits(wished: number, cores: number, screenWidthPx: number): DeviceLimits {
  const most = Math.min(wished, screenWidthPx < 600 ? 12 : cores <= 2 ? 16 : wished);
  return {
    most,
    tiles: most,
    hasFewerFrames: false,
    isSmaller: false,
    strainedMs: 0,
    easyMs: 0,
    tryAfterMs: firstTryAfterMs,
    ignoreMs: ignoreAtFirstMs,
    before: null,
  };
}

type Step = Pick<DeviceLoad, 'shown' | 'hasFrameLayers' | 'hasSizeLayers'> & { managed: number };

/** One step down: tiles as long as they make a grid, then frames, then size, then all tiles but one. */
function less(now: ShownLimits, { shown, hasFrameLayers, hasSizeLayers, managed }: Step): ShownLimits {
  const { most, tiles, hasFewerFrames, isSmaller } = now;
  const flowing = Math.min(shown, tiles);
  const kept = { most, tiles, hasFewerFrames, isSmaller };
  if (flowing > minTiles) {
    return { ...kept, tiles: Math.max(minTiles, Math.floor(flowing * Math.min(keepsAtMost, managed))) };
  }
  if (hasFrameLayers && !hasFewerFrames) return { ...kept, hasFewerFrames: true };
  if (hasSizeLayers && !isSmaller) return { ...kept, isSmaller: true };
  return { ...kept, tiles: flowing > 1 ? Math.floor(flowing / 2) : tiles };
}

const lessBy = (now: ShownLimits, step: Step): ShownLimits =>
  step.managed < managesLittle ? less(less(now, step), step) : less(now, step);

/** One step up, in the opposite order. */
function more({ most, tiles, hasFewerFrames, isSmaller }: ShownLimits): ShownLimits {
  const now = { most, tiles, hasFewerFrames, isSmaller };
  if (tiles < Math.min(minTiles, most)) return { ...now, tiles: Math.min(minTiles, most, tiles * 2) };
  if (isSmaller) return { ...now, isSmaller: false };
  if (hasFewerFrames) return { ...now, hasFewerFrames: false };
  return { ...now, tiles: Math.min(most, tiles + Math.max(1, Math.floor(tiles / 4))) };
}

const hasGivenUp = ({ most, tiles, hasFewerFrames, isSmaller }: ShownLimits) =>
  tiles < most || hasFewerFrames || isSmaller;

const changed = (now: DeviceLimits, next: ShownLimits): DeviceLimits => ({
  ...now,
  ...next,
  strainedMs: 0,
  easyMs: 0,
  ignoreMs: ignoreAfterChangeMs,
  before: null,
});

function afterStrain(now: DeviceLimits, load: DeviceLoad, managed: number): DeviceLimits {
  const strainedMs = now.strainedMs + Math.min(load.elapsedMs, strainedAtMostMs);
  if (strainedMs < strainedAfterMs) return { ...now, strainedMs };
  if (!now.before) return changed(now, lessBy(now, { ...load, managed }));
  return { ...changed(now, now.before), tryAfterMs: Math.min(maxTryAfterMs, now.tryAfterMs * 2) };
}

function afterEase(now: DeviceLimits, shown: number, elapsedMs: number): DeviceLimits {
  const easyMs = now.easyMs + Math.min(elapsedMs, easeAtMostMs);
  // Overload comes and goes: one easy check is no proof.
  const next = { ...now, strainedMs: Math.max(0, now.strainedMs - elapsedMs), easyMs };
  if (easyMs < now.tryAfterMs) return next;
  // It has proved that it can.
  if (!hasGivenUp(now)) return { ...next, before: null, tryAfterMs: firstTryAfterMs };
  // Tiles that are not there cannot be tried.
  if (shown < now.tiles && !now.hasFewerFrames && !now.isSmaller) return { ...next, before: null };
  const { most, tiles, hasFewerFrames, isSmaller } = now;
  return { ...changed(now, more(now)), before: { most, tiles, hasFewerFrames, isSmaller } };
}

/** The limits after a check. */
export function nextLimits(now: DeviceLimits, load: DeviceLoad): DeviceLimits {
  const { elapsedMs, shown } = load;
  if (shown === 0) return { ...now, strainedMs: 0 };
  if (now.ignoreMs > 0) return { ...now, ignoreMs: now.ignoreMs - elapsedMs };
  const managed = managedShare(load);
  return managed < 1 ? afterStrain(now, load, managed) : afterEase(now, shown, elapsedMs);
}
