import { createSocket } from 'node:dgram';
import type { TransportOffer } from '../../shared/rtp.ts';
import { absCaptureTimeId, simulcastParameters } from './rtp.ts';
import { dummyFrame, keyFramesAsked, packetsOf, senderReport, videoClockRate } from './vp8.ts';

/** `hasTemporalLayers`: three of them, as browsers send. */
export type FakeLayer = { widthPx: number; bps: number; hasTemporalLayers?: boolean };
/** The three layers that real phones send, at a third of their rate: tests share two cores. */
export const smallLayers: FakeLayer[] = [
  { widthPx: 320, bps: 50_000 },
  { widthPx: 640, bps: 150_000 },
  { widthPx: 1_280, bps: 500_000 },
];

export type FakePhone = {
  /** When key frames were requested, ms. Requests for several layers within one frame are one to an encoder. */
  readonly asked: readonly { at: number; ssrc: number }[];
  /** Sends these layers from now on, from small to large; the others stop. */
  send(layers: readonly number[]): void;
  /** Changes the rate of a layer, bit/s. */
  setRate(layer: number, bps: number): void;
  /** Plays these VP8 frames of each layer, from small to large, over and over; the first ones are key frames. */
  play(clips: readonly (readonly Buffer[])[]): void;
  /** The same, but at each instant the frame whose turn it is; a key frame that is asked for waits for the clip's next. */
  playInTime(clips: readonly (readonly Buffer[])[]): void;
  /** When the clips began, ms since 1970. */
  readonly startedAtMs: number;
  /** Sends this VP8 frame as the smallest layer's key frame from now on. */
  show(keyFrame: Buffer): void;
  /** Sends another track's packet over the same transport, which accepts one sender only. */
  pass(packet: Buffer): void;
  close(): void;
};

type Stream = FakeLayer & { ssrc: number; sequence: number; pictureId: number; isKeyNext: boolean; sinceKey: number };

const reportEveryMs = 1_000;

/** RTP parameters of such a phone. */
export function fakeParameters(camera: number, layers: readonly FakeLayer[] = smallLayers) {
  const parameters = simulcastParameters(layers.map((_, index) => 100_000 + 10 * camera + index));
  const encodings = parameters.encodings.map((encoding, index) =>
    layers[index]?.hasTemporalLayers ? { ...encoding, scalabilityMode: 'L1T3' } : encoding,
  );
  return { ...parameters, encodings };
}
/** The temporal layers of frames after a key frame. */
const temporalPattern = [0, 2, 1, 2];

/** Sends a picture as RTP packets to a server whose transports are plain. */
export function createFakePhone(
  offer: TransportOffer,
  camera: number,
  layers: readonly FakeLayer[] = smallLayers,
  framesPerSecond = 20,
): FakePhone {
  const { codecs, encodings } = fakeParameters(camera, layers);
  const payloadType = codecs[0]?.payloadType ?? 96;
  const streams = layers.map((layer, index): Stream => {
    return { ...layer, ssrc: encodings[index]?.ssrc ?? 0, sequence: 0, pictureId: 0, isKeyNext: true, sinceKey: 0 };
  });
  const { address, port } = offer.iceCandidates[0] ?? { address: '127.0.0.1', port: 0 };
  const socket = createSocket('udp4');
  const asked: { at: number; ssrc: number }[] = [];
  const startedAt = performance.now();
  const startedAtMs = performance.timeOrigin + startedAt;
  let sending: ReadonlySet<number> = new Set(layers.keys());
  let frames = 0;
  let shown: Buffer | null = null;
  let clips: readonly (readonly Buffer[])[] = [];
  let isInTime = false;
  const played = layers.map(() => 0);
  let reportedAt = Number.NEGATIVE_INFINITY;

  const frameOf = (stream: Stream, index: number) => {
    const length = stream.bps / 8 / framesPerSecond;
    const isKey = stream.isKeyNext;
    stream.isKeyNext = false;
    stream.sinceKey = isKey ? 0 : stream.sinceKey + 1;
    if (isKey && index === 0 && shown) return shown;
    const clip = clips[index];
    if (clip && clip.length > 0) {
      const at = isInTime ? frames % clip.length : isKey ? 0 : (played[index] ?? 0) % clip.length;
      played[index] = at + 1;
      return clip[at] ?? Buffer.alloc(0);
    }
    // A key frame is several times as large as the frames around it.
    return dummyFrame(isKey, stream.widthPx, isKey ? 4 * length : length);
  };
  const sendFrames = (rtpTime: number) => {
    const isReportDue = performance.now() - reportedAt > reportEveryMs;
    if (isReportDue) reportedAt = performance.now();
    for (const [index, stream] of streams.entries()) {
      if (!sending.has(index)) continue;
      const phoneMs = startedAtMs + (rtpTime / videoClockRate) * 1_000;
      stream.pictureId += 1;
      const capture = { id: absCaptureTimeId, ms: phoneMs };
      const payload = frameOf(stream, index);
      const temporalLayer = stream.hasTemporalLayers ? (temporalPattern[stream.sinceKey % 4] ?? 0) : 0;
      const frame = { payload, rtpTime, pictureId: stream.pictureId, temporalLayer, capture };
      const packets = packetsOf(frame, stream.ssrc, payloadType, stream.sequence);
      stream.sequence = (stream.sequence + packets.length) & 0xffff;
      for (const packet of packets) socket.send(packet, port, address);
      // As browsers do: after the frame, with both times from one clock.
      if (isReportDue) socket.send(senderReport(stream.ssrc, rtpTime, phoneMs), port, address);
    }
  };
  // On a busy machine the timer is late; up to three missed frames are sent at once.
  const tick = () => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * framesPerSecond);
    frames = Math.max(frames, due - 3);
    for (; frames <= due; frames += 1) sendFrames(Math.round((frames / framesPerSecond) * videoClockRate));
  };
  socket.on('message', (packet) => {
    for (const ssrc of keyFramesAsked(packet)) {
      asked.push({ at: performance.now(), ssrc });
      // Browsers encode a key frame on all layers, whichever was asked for.
      for (const stream of streams) stream.isKeyNext = true;
    }
  });
  const timer = setInterval(tick, 1_000 / framesPerSecond);

  return {
    asked,
    startedAtMs,
    send(next) {
      for (const layer of next) if (!sending.has(layer)) (streams[layer] as Stream).isKeyNext = true;
      sending = new Set(next);
    },
    setRate(layer, bps) {
      (streams[layer] as Stream).bps = bps;
    },
    play(next) {
      clips = next;
      for (const stream of streams) stream.isKeyNext = true;
    },
    playInTime(next) {
      clips = next;
      isInTime = true;
    },
    show(keyFrame) {
      shown = keyFrame;
    },
    pass: (packet) => socket.send(packet, port, address),
    close() {
      clearInterval(timer);
      socket.close();
    },
  };
}

/** Times of the key frames that an encoder would send; libwebrtc merges requests within 300 ms. */
export function keyFramesOf(asked: readonly { at: number }[]): number[] {
  const made: number[] = [];
  for (const { at } of asked) if (at - (made.at(-1) ?? Number.NEGATIVE_INFINITY) > 300) made.push(at);
  return made;
}
