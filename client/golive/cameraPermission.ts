/** `unknown`: this browser does not tell, or asks each time. */
export type CameraPermission = 'granted' | 'denied' | 'prompt' | 'unknown';

const stateOf = async (name: 'camera' | 'microphone'): Promise<CameraPermission> => {
  try {
    return (await navigator.permissions.query({ name })).state;
  } catch {
    // There is no such API, or it does not know this name.
    return 'unknown';
  }
};

/** Whether opening camera and microphone together would make the browser ask. */
export async function cameraPermission(): Promise<CameraPermission> {
  const [camera, microphone] = await Promise.all([stateOf('camera'), stateOf('microphone')]);
  // Where the microphone is denied, the camera is opened without it.
  return camera === 'granted' && microphone !== 'granted' && microphone !== 'denied' ? microphone : camera;
}
