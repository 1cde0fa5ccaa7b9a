/**
 * What the oldest browsers that we promise (`promised` in config/promised.ts) lack of what the pages use. Anything else
 * that is newer than them is not used: test/unit/promisedBrowsers.test.ts finds it in the built files.
 */
function add(to: object, name: string, value: (...given: never[]) => unknown): void {
  // Not enumerable, as built-in methods are.
  if (!(name in to)) Object.defineProperty(to, name, { value, writable: true, configurable: true });
}

// Chrome 117, Safari 17.4.
add(Map, 'groupBy', <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, at: number) => Key) => {
  const groups = new Map<Key, Item[]>();
  let at = 0;
  for (const item of items) {
    const key = keyOf(item, at);
    at += 1;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
});

// Chrome 110.
add(Array.prototype, 'toReversed', function toReversed(this: unknown[]) {
  return [...this].reverse();
});
