import { useMemo, useState } from 'react';
import { maxTiles } from '../../shared/conversations/viewer.ts';
import type { Perspective } from '../../shared/domain.ts';
import type { Arrangement } from '../grid/arrangement.ts';
import { orderTiles } from '../grid/tiles.ts';

export type PagerProps = { from: number; to: number; of: number; onPage(by: 1 | -1): void };

/** More perspectives than one grid may show are turned over like pages; the one in focus brings its page with it. */
export function usePages(perspectives: readonly Perspective[], { order, focus }: Arrangement) {
  const [turned, setTurned] = useState<{ page: number; focus: string | null }>({ page: 0, focus: null });
  const ordered = useMemo(() => orderTiles(perspectives, order), [perspectives, order]);
  const last = Math.max(0, Math.ceil(ordered.length / maxTiles) - 1);
  const pageOfFocus = Math.floor(ordered.findIndex(({ id }) => id === focus) / maxTiles);
  const page = Math.min(last, turned.focus === focus || pageOfFocus < 0 ? turned.page : pageOfFocus);
  const shown = useMemo(() => {
    if (last === 0) return perspectives;
    const ids = new Set(ordered.slice(page * maxTiles, (page + 1) * maxTiles).map(({ id }) => id));
    return perspectives.filter(({ id }) => ids.has(id));
  }, [perspectives, ordered, page, last]);
  const pager: PagerProps = {
    from: page * maxTiles + 1,
    to: Math.min(ordered.length, (page + 1) * maxTiles),
    of: ordered.length,
    onPage: (by) => setTurned({ page: (page + by + last + 1) % (last + 1), focus }),
  };
  return { shown, pager };
}
