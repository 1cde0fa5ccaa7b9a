import type { Perspective } from '../../shared/domain.ts';
import type { Now } from './ports/clocks.ts';
import type { DrawPreview } from './ports/drawPreview.ts';
import type { PublicStill, PublicStills } from './ports/media.ts';

/** More would be too small to see in a chat. */
const mostStills = 4;
/** Strangers have each phone send one key frame for a preview in this time, however often they ask. */
const keptMs = 60_000;
/** If a still is missing or was taken away, others are taken after this: as often as a viewer gets stills. */
const takeAgainMs = 5_000;
/** Pictures that are drawn at once; an event that is asked for meanwhile has none for the moment. */
const maxAtOnce = 4;
/** Pictures kept; with its stills one takes 1.3 MB at most. */
const maxKept = 60;

type Known = { stills: readonly PublicStill[]; picture: Buffer | null; takenAt: number };
type Parts = {
  /** The perspectives that viewers see. */
  perspectivesOf(event: string): Promise<Perspective[]>;
  publicStills: PublicStills;
  draw: DrawPreview;
  now: Now;
};

/** Pictures for previews of links, made of stills that viewers may see now. They are in memory alone. */
export function createPreview({ perspectivesOf, publicStills, draw, now }: Parts) {
  const kept = new Map<string, Known>();
  const drawing = new Map<string, Promise<void>>();

  const isWhole = ({ stills }: Known) => stills.length > 0 && stills.every((still) => still.isPublic());
  const isOld = (known: Known) => now() - known.takenAt >= (isWhole(known) ? keptMs : takeAgainMs);
  const isCurrent = (known: Known) => !isOld(known) && known.stills.every((still) => still.isPublic());

  const take = async (event: string): Promise<PublicStill[]> => {
    const live = (await perspectivesOf(event)).filter(({ state, media }) => state === 'live' && media.video);
    const featuredFirst = live.sort((a, b) => Number(b.curation.featured) - Number(a.curation.featured));
    const ids = featuredFirst.map(({ id }) => id);
    return publicStills.take(event, ids, mostStills);
  };

  const keep = (event: string, known: Known) => {
    kept.delete(event);
    kept.set(event, known);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    // What is no longer shown must not stay in memory either.
    setTimeout(() => kept.get(event) === known && kept.delete(event), keptMs).unref();
  };

  const redraw = async (event: string): Promise<void> => {
    const known = kept.get(event);
    const isDue = !known || isOld(known);
    const stills = isDue ? await take(event) : known.stills.filter((still) => still.isPublic());
    const picture = stills.length > 0 ? await draw(stills.map(({ image }) => image)) : null;
    keep(event, { stills, picture, takenAt: isDue ? now() : known.takenAt });
  };

  const begin = (event: string): Promise<void> => {
    const ended = redraw(event).finally(() => drawing.delete(event));
    drawing.set(event, ended);
    return ended;
  };

  /** A JPEG; null if there is nothing to show. Throws `registryDown`. */
  return async function previewOf(event: string): Promise<Buffer | null> {
    // A decision may come while a picture is being drawn.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const known = kept.get(event);
      if (known && isCurrent(known)) return known.picture;
      const running = drawing.get(event);
      if (!running && drawing.size >= maxAtOnce) return null;
      await (running ?? begin(event));
    }
    return null;
  };
}

export type PreviewOf = ReturnType<typeof createPreview>;
