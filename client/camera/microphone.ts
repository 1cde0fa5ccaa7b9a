import type { SerialQueue } from '../../shared/serialQueue.ts';
import { createValue, type Value } from '../value.ts';
import type { CameraSettings, SoundState } from './cameraState.ts';
import type { Capture, MicrophoneOptions } from './capture.ts';
import { createInput, type Input } from './input.ts';

export type Microphone = Pick<Input, 'current' | 'track' | 'choose' | 'retry' | 'drop' | 'close'> & {
  sound: Value<SoundState>;
  /** What to ask the browser for together with the camera; null while the microphone is off. */
  options(): MicrophoneOptions | null;
  /** The track that was opened together with the camera, or null if there was none. */
  take(track: MediaStreamTrack | null): void;
  setOn(isOn: boolean): Promise<void>;
  setMusic(isMusic: boolean): Promise<void>;
};

type Parts = { capture: Capture; enqueue: SerialQueue; isCameraOpen(): boolean };

/** Off means stopped: the phone's own indicator of an open microphone goes out. */
export function createMicrophone(
  { capture, enqueue, isCameraOpen }: Parts,
  { hasMicrophone, isMusic, devices }: CameraSettings,
): Microphone {
  const sound = createValue<SoundState>({ microphone: hasMicrophone ? 'on' : 'off', isMusic });
  const input = createInput({
    kind: 'audio',
    capture,
    enqueue,
    ask: (deviceId) => capture.sound({ isMusic: sound.get().isMusic, ...(deviceId !== null && { deviceId }) }),
  });
  const isOff = () => sound.get().microphone === 'off';
  const update = () =>
    sound.change((now) => (now.microphone === 'off' ? now : { ...now, microphone: input.loss.get() ?? 'on' }));
  input.loss.follow(update);

  const apply = () =>
    enqueue(async () => {
      if (!isCameraOpen()) return;
      if (isOff()) input.drop();
      else await input.renew();
      update();
    });

  return {
    sound,
    current: input.current,
    track: input.track,
    options() {
      if (isOff()) return null;
      const deviceId = devices?.get('audio');
      return { isMusic: sound.get().isMusic, ...(deviceId !== undefined && { deviceId }) };
    },
    take(track) {
      if (isOff()) track?.stop();
      else input.take(track);
      update();
    },
    setOn(isOn) {
      sound.change((now) => ({ ...now, microphone: isOn ? 'on' : 'off' }));
      return apply();
    },
    setMusic(next) {
      sound.change((now) => ({ ...now, isMusic: next }));
      return apply();
    },
    choose: input.choose,
    retry: input.retry,
    drop: input.drop,
    close: input.close,
  };
}
