/** Frames of a track as they come, and a track made of frames: what Chromium has in pages (mediacapture-transform). */

type Processor = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };
type Generator = new (init: { kind: 'video' }) => MediaStreamTrack & { writable: WritableStream<VideoFrame> };

const scope = globalThis as { MediaStreamTrackProcessor?: Processor; MediaStreamTrackGenerator?: Generator };
const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = scope;

export const hasInsertableTracks = MediaStreamTrackProcessor !== undefined && MediaStreamTrackGenerator !== undefined;

/** The track's frames; who reads one closes it. Null where the browser cannot. */
export function framesOf(track: MediaStreamTrack): ReadableStreamDefaultReader<VideoFrame> | null {
  return MediaStreamTrackProcessor ? new MediaStreamTrackProcessor({ track }).readable.getReader() : null;
}

export type FrameTrack = { track: MediaStreamTrack; show(frame: VideoFrame): void; close(): void };

/** A track that shows what it is given; the frames are its own from then on. Null where the browser cannot. */
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

/** RTP's time of a frame that came over the network; undefined where the browser does not tell (Chrome before 145). */
export function rtpTimeOf(frame: VideoFrame): number | undefined {
  const metadata: { rtpTimestamp?: number } | undefined = (
    frame as VideoFrame & { metadata?(): { rtpTimestamp?: number } }
  ).metadata?.();
  return metadata?.rtpTimestamp;
}
