import { maxStills } from '../../../shared/tileLimit.ts';
import { type Changeable, createValue, type Value } from '../../value.ts';

/** Stills of perspectives that are not watched, as object URLs. */
export type Stills = {
  /** The whole wish of the shelf. */
  want(perspectives: readonly string[]): void;
  /** Wants one more, in place of a picture that is loading, until the returned stop is called. */
  hold(perspective: string): () => void;
  /** The newest still; null before the first. */
  of(perspective: string): Value<string | null>;
  received(still: { perspective: string; image: Uint8Array | ArrayBuffer }): void;
  /** The server dropped the wish with the downlink: sends it again. */
  resend(): void;
  close(): void;
};

export function createStills(ask: (perspectives: string[]) => Promise<unknown>): Stills {
  const pictures = new Map<string, Changeable<string | null>>();
  let onShelf: readonly string[] = [];
  const held = new Set<string>();
  let wanted: string[] = [];

  const pictureOf = (perspective: string) => {
    const known = pictures.get(perspective) ?? createValue<string | null>(null);
    pictures.set(perspective, known);
    return known;
  };
  // The browser keeps the blob of an object URL until that is revoked.
  const put = (value: Changeable<string | null>, next: string | null) => {
    const last = value.get();
    value.set(next);
    if (last) URL.revokeObjectURL(last);
  };
  const send = () => void ask(wanted).catch(() => undefined);

  const update = () => {
    const next = [...new Set([...held, ...onShelf])].slice(0, maxStills).sort();
    if (next.join() === wanted.join()) return;
    wanted = next;
    for (const [perspective, value] of pictures) if (!next.includes(perspective)) put(value, null);
    send();
  };

  return {
    want(perspectives) {
      onShelf = perspectives;
      update();
    },
    hold(perspective) {
      held.add(perspective);
      update();
      return () => {
        held.delete(perspective);
        update();
      };
    },
    of: pictureOf,
    received({ perspective, image }) {
      if (!wanted.includes(perspective)) return;
      put(pictureOf(perspective), URL.createObjectURL(new Blob([image as BlobPart], { type: 'image/webp' })));
    },
    resend() {
      if (wanted.length > 0) send();
    },
    close() {
      for (const value of pictures.values()) put(value, null);
      pictures.clear();
      wanted = [];
    },
  };
}
