/** Reads a track frame by frame, and writes one: mediacapture-transform. */

type Processor = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };
/** In pages of Chromium. */
type PageGenerator = new (init: { kind: 'video' }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };
/** The standard's, in workers only, like its processor. */
type WorkerGenerator = new () => { track: MediaStreamTrack; writable: WritableStream<VideoFrame> };

const scope = globalThis as {
  MediaStreamTrackProcessor?: Processor;
  MediaStreamTrackGenerator?: PageGenerator;
  VideoTrackGenerator?: WorkerGenerator;
};

/** The track's frames; whoever reads one closes it. Null without browser support. */
export function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> | null {
  const { MediaStreamTrackProcessor } = scope;
  return MediaStreamTrackProcessor ? new MediaStreamTrackProcessor({ track }).readable : null;
}

export const hasFrames = () => scope.MediaStreamTrackProcessor !== undefined;
export const hasFrameTracks = () =>
  scope.VideoTrackGenerator !== undefined || scope.MediaStreamTrackGenerator !== undefined;

/** A track that shows the frames that are written to it, and closes them. Null without browser support. */
export function createFrameTrack(): { track: MediaStreamTrack; writable: WritableStream<VideoFrame> } | null {
  const { VideoTrackGenerator, MediaStreamTrackGenerator } = scope;
  if (VideoTrackGenerator) return new VideoTrackGenerator();
  if (!MediaStreamTrackGenerator) return null;
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  return { track, writable: track.writable };
}
