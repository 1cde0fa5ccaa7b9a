/** A track muted for longer than this was taken by a call, the lock screen or another app. */
const mutedTooLongMs = 3_000;

/** Reports whether a track still delivers media. Returns its stop. */
export function followTrackHealth(track: MediaStreamTrack, onHealth: (isWell: boolean) => void): () => void {
  let timer = 0;
  const check = () => {
    clearTimeout(timer);
    if (track.readyState === 'ended') onHealth(false);
    else if (!track.muted) onHealth(true);
    else timer = window.setTimeout(() => onHealth(false), mutedTooLongMs);
  };
  const events = ['ended', 'mute', 'unmute'] as const;
  for (const event of events) track.addEventListener(event, check);
  check();
  return () => {
    clearTimeout(timer);
    for (const event of events) track.removeEventListener(event, check);
  };
}
