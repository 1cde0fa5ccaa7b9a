import type { Kind } from '../../shared/domain.ts';
import { type CameraChoice, type Capture, type Captured, faultOf, type MicrophoneOptions } from './capture.ts';
import { nextCamera } from './nextCamera.ts';

/** Chrome on Android offers zoom only if it is requested with the camera; elsewhere requesting it adds a prompt. */
const zoomIfAndroid = /Android/.test(navigator.userAgent) ? { zoom: true } : {};

/** `exact`: this device or none; `ideal`: another will do. */
type Strictness = 'exact' | 'ideal';

function videoConstraints(choice: CameraChoice, strictness: Strictness): MediaTrackConstraints {
  const which =
    'facing' in choice ? { facingMode: { ideal: choice.facing } } : { deviceId: { [strictness]: choice.deviceId } };
  // Size of the largest simulcast layer. A phone held upright swaps width and height by itself.
  return { ...which, ...zoomIfAndroid, width: { ideal: 1_280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
}

/** Echo cancellation, noise suppression and gain control are made for speech and ruin music. */
function audioConstraints({ isMusic, deviceId }: MicrophoneOptions, strictness: Strictness): MediaTrackConstraints {
  return {
    ...(deviceId === undefined ? {} : { deviceId: { [strictness]: deviceId } }),
    echoCancellation: !isMusic,
    noiseSuppression: !isMusic,
    autoGainControl: !isMusic,
    channelCount: { ideal: isMusic ? 2 : 1 },
  };
}

function devices(): MediaDevices {
  if (navigator.mediaDevices) return navigator.mediaDevices;
  const name = window.isSecureContext ? 'NoMediaDevices' : 'InsecureContext';
  throw Object.assign(new Error('this page may not ask for a camera'), { name });
}

async function only(kind: 'video' | 'audio', options: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const stream = await devices().getUserMedia({ [kind]: options });
  const [track] = stream.getTracks();
  if (!track) throw new Error(`no ${kind} track`);
  return track;
}

const permissionFor = async (kind: Kind) => {
  const name = kind === 'video' ? 'camera' : 'microphone';
  // Some browsers do not know these names, and throw or reject.
  return (await navigator.permissions?.query({ name }).catch(() => null))?.state;
};

/** True if the request failed because of the microphone, so that the camera may be opened without it. */
async function isSoundAtFault(error: unknown): Promise<boolean> {
  if (!(error instanceof DOMException)) return false;
  if (error.name === 'NotFoundError' || error.name === 'NotReadableError') return true;
  if (error.name !== 'NotAllowedError') return false;
  // If the camera itself was denied, asking again would show a second prompt, or fail at once.
  return (await permissionFor('video')) === 'granted' && (await permissionFor('audio')) === 'denied';
}

async function open(choice: CameraChoice, sound: MicrophoneOptions | null): Promise<Captured> {
  const video = videoConstraints(choice, 'ideal');
  if (!sound) return { video: await only('video', video), audio: null };
  try {
    const stream = await devices().getUserMedia({ video, audio: audioConstraints(sound, 'ideal') });
    const [picture] = stream.getVideoTracks();
    if (!picture) throw new Error('no video track');
    return { video: picture, audio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    if (!(await isSoundAtFault(error))) throw error;
    return { video: await only('video', video), audio: null };
  }
}

export const deviceCapture: Capture = {
  open,
  picture: (choice) => only('video', videoConstraints(choice, 'exact')),
  sound: (options) => only('audio', audioConstraints(options, 'exact')),
  async devices(kind) {
    const known = await devices().enumerateDevices();
    // Without permission there are only nameless ones. Windows lists one microphone again as that for calls.
    return known
      .filter((each) => each.kind === `${kind}input` && each.label && each.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  },
  async next(now) {
    const known = await devices().enumerateDevices();
    return nextCamera(
      now.getSettings(),
      known.filter(({ kind }) => kind === 'videoinput'),
    );
  },
  async has(kind, { deviceId, groupId }) {
    const known = await devices().enumerateDevices();
    const isMeant = (device: MediaDeviceInfo) =>
      deviceId === undefined || (device.deviceId === deviceId && (!groupId || device.groupId === groupId));
    return known.some((device) => device.kind === `${kind}input` && isMeant(device));
  },
  // Phones report the same error during a call, while the permission is still granted.
  isRefused: async (kind, error) => faultOf(error) === 'NotAllowedError' && (await permissionFor(kind)) !== 'granted',
  followDevices(changed) {
    // Undefined without a secure context.
    navigator.mediaDevices?.addEventListener('devicechange', changed);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', changed);
  },
  close: () => undefined,
};
