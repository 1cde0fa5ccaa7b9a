import { read, write } from '../storage.ts';

const key = 'polyscope.speaker';

/** The name of this device's user in the chat. */
export const rememberedSpeaker = {
  get: (): string => read('localStorage', key) ?? '',
  set: (name: string) => write('localStorage', key, name),
};
