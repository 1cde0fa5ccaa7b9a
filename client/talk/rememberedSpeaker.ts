import { read, write } from '../storage.ts';

const key = 'polyscope.speaker';

/** What this device calls itself in the chat. */
export const rememberedSpeaker = {
  get: (): string => read('localStorage', key) ?? '',
  set: (name: string) => write('localStorage', key, name),
};
