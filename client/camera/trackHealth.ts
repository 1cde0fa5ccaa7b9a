/** A track that is muted for longer than this has been taken away: by a call, by a lock, by another app. */
const mutedTooLongMs = 3_000;

/** Says whether a track still brings something. Returns its stop. */
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
