import type { CameraTools } from './cameraTools.ts';
import type { CameraFault, Facing } from './capture.ts';
import type { Loss } from './input.ts';
import type { RememberedDevices } from './rememberedDevices.ts';

export type CameraState =
  | { is: 'closed' }
  /** The browser is being asked, and may be prompting the person. */
  | { is: 'opening' }
  | {
      is: 'open';
      /** Null when the camera has no `facingMode`. */
      facing: Facing | null;
      canFlip: boolean;
      tools: CameraTools;
      /** Why there are no frames although the camera was not closed. */
      loss: Loss | null;
      /** The other camera is being opened. */
      isTurning: boolean;
    }
  | { is: 'failed'; fault: CameraFault };

export type SoundState = { microphone: 'on' | 'off' | Loss; isMusic: boolean };
export type CameraSettings = {
  facing: Facing;
  hasMicrophone: boolean;
  isMusic: boolean;
  /** Devices to open first, if they are there; a phone has none, but a side. */
  devices?: RememberedDevices | undefined;
};
