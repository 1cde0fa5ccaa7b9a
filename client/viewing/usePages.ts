import { useEffect, useMemo, useState } from 'react';
import type { ShownLimits } from '../../shared/deviceLimits.ts';
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

/** In pages of a busy device the focused and the heard one come first: they are given up last. */
function usePaged(perspectives: readonly Perspective[], { order, focus, heard }: Arrangement, isBusy: boolean) {
  return useMemo(() => {
    const ordered = orderTiles(perspectives, order);
    if (!isBusy) return ordered;
    const rankOf = ({ id }: Perspective) => (id === focus ? 0 : id === heard ? 1 : 2);
    return ordered.sort((a, b) => rankOf(a) - rankOf(b));
  }, [perspectives, order, focus, heard, isBusy]);
}

/**
 * Perspectives in pages of as many as this device can show. Focusing a perspective turns to its page. `others` are those
 * of the other pages, starting after the current one.
 */
export function usePages(perspectives: readonly Perspective[], arrangement: Arrangement, limits: ShownLimits) {
  const { focus } = arrangement;
  const pageSize = limits.tiles;
  /** The first one of the page: it stays there when pages become smaller or larger. */
  const [selected, setSelected] = useState<{ from: number; focus: string | null }>({ from: 0, focus: null });
  const ordered = usePaged(perspectives, arrangement, limits.tiles < limits.most);
  const last = Math.max(0, Math.ceil(ordered.length / pageSize) - 1);
  const pageOfFocus = Math.floor(ordered.findIndex(({ id }) => id === focus) / pageSize);
  const selectedPage = Math.floor(selected.from / pageSize);
  const page = Math.min(last, selected.focus === focus || pageOfFocus < 0 ? selectedPage : pageOfFocus);
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
    () => (by: 1 | -1) => setSelected({ from: ((page + by + last + 1) % (last + 1)) * pageSize, focus }),
    [page, last, pageSize, focus],
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
