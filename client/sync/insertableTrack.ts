/** Reads a track frame by frame, and writes one: mediacapture-transform, which Chromium has in pages. */

type Processor = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };
type Generator = new (init: { kind: 'video' }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };

const scope = globalThis as { MediaStreamTrackProcessor?: Processor; MediaStreamTrackGenerator?: Generator };
const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = scope;

export const hasInsertableTracks = MediaStreamTrackProcessor !== undefined && MediaStreamTrackGenerator !== undefined;

/** The track's frames; the reader closes each. Null without browser support. */
export function framesOf(track: MediaStreamTrack): ReadableStreamDefaultReader<VideoFrame> | null {
  return MediaStreamTrackProcessor ? new MediaStreamTrackProcessor({ track }).readable.getReader() : null;
}

export type FrameTrack = { track: MediaStreamTrack; show(frame: VideoFrame): void; close(): void };

/** A track that shows the frames it is given, and closes them. Null without browser support. */
export function createFrameTrack(): FrameTrack | null {
  if (!MediaStreamTrackGenerator) return null;
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  const writer = track.writable.getWriter();
  return {
    track,
    show: (frame) => void writer.write(frame).catch(() => frame.close()),
    close() {
      track.stop();
      writer.close().catch(() => undefined);
    },
  };
}

/** The RTP timestamp of a received frame; undefined in browsers without it (Chrome before 145). */
export function rtpTimeOf(frame: VideoFrame): number | undefined {
  const metadata: { rtpTimestamp?: number } | undefined = (
    frame as VideoFrame & { metadata?(): { rtpTimestamp?: number } }
  ).metadata?.();
  return metadata?.rtpTimestamp;
}
