const key = 'polyscope.speaker';

/** What this device calls itself in the chat. Storage may be forbidden: then it is for as long as the page is open. */
let name: string | null = null;

export const rememberedSpeaker = {
  get(): string {
    try {
      name ??= localStorage.getItem(key);
    } catch {
      // Nothing is remembered here.
    }
    return name ?? '';
  },
  set(next: string): void {
    name = next;
    try {
      localStorage.setItem(key, next);
    } catch {
      // Nothing is remembered here.
    }
  },
};
