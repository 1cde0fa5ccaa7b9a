import { createValue, type Value } from '../../value.ts';

export type StarvedTiles = {
  value: Value<ReadonlySet<string>>;
  set(perspective: string, isStarved: boolean): void;
  clear(): void;
};

/** The perspectives for which there is too little bandwidth. */
export function createStarvedTiles(): StarvedTiles {
  const value = createValue<ReadonlySet<string>>(new Set());
  return {
    value,
    set(perspective, isStarved) {
      if (value.get().has(perspective) === isStarved) return;
      value.change((now) => new Set([...now, perspective].filter((id) => isStarved || id !== perspective)));
    },
    clear: () => value.set(new Set()),
  };
}
