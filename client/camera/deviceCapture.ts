import { nextAim } from './aims.ts';
import type { Aim, Capture, Captured } from './capture.ts';

/** Chrome on Android hides the zoom unless it is asked for with the camera; elsewhere asking would add a prompt. */
const zoomIfAndroid = /Android/.test(navigator.userAgent) ? { zoom: true } : {};

function pictureWish(aim: Aim): MediaTrackConstraints {
  const which = 'facing' in aim ? { facingMode: { ideal: aim.facing } } : { deviceId: { exact: aim.deviceId } };
  // The largest layer that is sent; a phone held upright turns the two by itself.
  return { ...which, ...zoomIfAndroid, width: { ideal: 1_280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
}

/** Music is ruined by what makes speech clear. */
function soundWish(isMusic: boolean): MediaTrackConstraints {
  return {
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

async function only(kind: 'video' | 'audio', wish: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const stream = await devices().getUserMedia({ [kind]: wish });
  const [track] = stream.getTracks();
  if (!track) throw new Error(`no ${kind} track`);
  return track;
}

const permissionFor = async (name: 'camera' | 'microphone') =>
  // Unknown to some browsers, by throwing or by refusing.
  (await navigator.permissions?.query({ name }).catch(() => null))?.state;

/** Whether the question failed for the microphone's sake, so that the picture may come without it. */
async function isSoundAtFault(error: unknown): Promise<boolean> {
  if (!(error instanceof DOMException)) return false;
  if (error.name === 'NotFoundError' || error.name === 'NotReadableError') return true;
  if (error.name !== 'NotAllowedError') return false;
  // Asking again where the camera itself was refused would be a second prompt, or nothing.
  return (await permissionFor('camera')) === 'granted' && (await permissionFor('microphone')) === 'denied';
}

async function open(aim: Aim, sound: { isMusic: boolean } | null): Promise<Captured> {
  const video = pictureWish(aim);
  if (!sound) return { video: await only('video', video), audio: null };
  try {
    const stream = await devices().getUserMedia({ video, audio: soundWish(sound.isMusic) });
    const [picture] = stream.getVideoTracks();
    if (!picture) throw new Error('no video track');
    return { video: picture, audio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    if (!(await isSoundAtFault(error))) throw error;
    return { video: await only('video', video), audio: null };
  }
}

/** The cameras and microphones of this device. */
export const deviceCapture: Capture = {
  open,
  picture: (aim) => only('video', pictureWish(aim)),
  sound: (isMusic) => only('audio', soundWish(isMusic)),
  async next(now) {
    const known = await devices().enumerateDevices();
    return nextAim(
      now.getSettings(),
      known.filter(({ kind }) => kind === 'videoinput'),
    );
  },
  close: () => undefined,
};
