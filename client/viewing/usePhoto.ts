import { type RefObject, useRef, useState } from 'react';
import { download } from '../ui/download.ts';
import { hasShareSheet } from '../ui/shareSheet.ts';
import { language, words } from '../words/words.ts';
import type { WatchSession } from './session/watchSession.ts';

const saidMs = 2_500;
const twoDigits = (n: number) => String(n).padStart(2, '0');

/** Sorts by time, and is legal on every file system. */
export function photoName(title: string, at: Date): string {
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(twoDigits).join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join('.');
  const event = title.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim() || 'Polyscope';
  return `${event} ${day} ${time}.jpg`;
}

/** Phones share a photo, which also saves it; elsewhere it is a download. */
async function deliver(name: string, photo: Blob): Promise<'saved' | 'shared'> {
  const files = [new File([photo], name, { type: photo.type })];
  if (hasShareSheet() && navigator.canShare?.({ files })) {
    const fault = await navigator.share({ files }).then(
      () => null,
      (error: unknown) => error,
    );
    // Without a share sheet after all; a person who cancels it wants no file either.
    if (fault === null || (fault instanceof DOMException && fault.name === 'AbortError')) return 'shared';
  }
  download(name, photo, photo.type);
  return 'saved';
}

/** Saves what all tiles show at this instant as one picture; `said` is what came of it. */
export function usePhoto(session: WatchSession, stage: RefObject<HTMLElement | null>) {
  const [said, setSaid] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (text: string) => {
    setSaid(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(''), saidMs);
  };
  const take = async () => {
    const photos = await import('../grid/photo.ts').catch(() => null);
    if (!photos || !stage.current) return say(words.watch.photoFailed);
    const title = session.event.get()?.title ?? '';
    const { clock, grid } = session.sync;
    const at = new Date(clock.wallNow() - grid.delayMs());
    const time = at.toLocaleString(language, { dateStyle: 'long', timeStyle: 'medium' });
    const photo = await photos.takePhoto(stage.current, { title, time });
    if (!photo) return say(words.watch.photoFailed);
    if ((await deliver(photoName(title, at), photo)) === 'saved') say(words.watch.photoSaved);
  };
  return { said, take: () => void take().catch(() => say(words.watch.photoFailed)) };
}
