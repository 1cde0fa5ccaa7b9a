import { useEffect, useMemo, useState } from 'react';
import type { Perspective } from '../../shared/domain.ts';
import type { Arrangement } from '../grid/arrangement.ts';
import { orderTiles } from '../grid/tiles.ts';
import { isElsewhere } from './useKeys.ts';

export type PagerProps = { from: number; to: number; of: number; onPage(by: 1 | -1): void };

const keys: Record<string, 1 | -1> = { PageDown: 1, PageUp: -1 };

function usePageKeys(isOne: boolean, onPage: (by: 1 | -1) => void) {
  useEffect(() => {
    if (isOne) return;
    const press = (event: KeyboardEvent) => {
      const by = keys[event.key];
      if (!by || isElsewhere(event)) return;
      event.preventDefault();
      onPage(by);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isOne, onPage]);
}

/**
 * Perspectives in pages of `pageSize`. Focusing a perspective turns to its page. `others` are those of the other pages,
 * starting after the current one.
 */
export function usePages(perspectives: readonly Perspective[], { order, focus }: Arrangement, pageSize: number) {
  const [selected, setSelected] = useState<{ page: number; focus: string | null }>({ page: 0, focus: null });
  const ordered = useMemo(() => orderTiles(perspectives, order), [perspectives, order]);
  const last = Math.max(0, Math.ceil(ordered.length / pageSize) - 1);
  const pageOfFocus = Math.floor(ordered.findIndex(({ id }) => id === focus) / pageSize);
  const page = Math.min(last, selected.focus === focus || pageOfFocus < 0 ? selected.page : pageOfFocus);
  const { shown, others } = useMemo(() => {
    if (last === 0) return { shown: perspectives, others: [] };
    const [from, to] = [page * pageSize, (page + 1) * pageSize];
    const ids = new Set(ordered.slice(from, to).map(({ id }) => id));
    const rest = [...ordered.slice(to), ...ordered.slice(0, from)];
    return {
      shown: perspectives.filter(({ id }) => ids.has(id)),
      others: rest.filter(({ state }) => state !== 'gone'),
    };
  }, [perspectives, ordered, page, last, pageSize]);
  const onPage = useMemo(
    () => (by: 1 | -1) => setSelected({ page: (page + by + last + 1) % (last + 1), focus }),
    [page, last, focus],
  );
  usePageKeys(last === 0, onPage);
  const pager: PagerProps = {
    from: page * pageSize + 1,
    to: Math.min(ordered.length, (page + 1) * pageSize),
    of: ordered.length,
    onPage,
  };
  return { shown, others, pager };
}
