import { createValue, type Value } from '../../value.ts';

export type Starved = {
  value: Value<ReadonlySet<string>>;
  say(perspective: string, isStarved: boolean): void;
  clear(): void;
};

/** Those for which there is too little bandwidth. */
export function createStarved(): Starved {
  const value = createValue<ReadonlySet<string>>(new Set());
  return {
    value,
    say(perspective, isStarved) {
      if (value.get().has(perspective) === isStarved) return;
      value.change((now) => new Set([...now, perspective].filter((id) => isStarved || id !== perspective)));
    },
    clear: () => value.set(new Set()),
  };
}
