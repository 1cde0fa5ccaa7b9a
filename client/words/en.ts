/** All texts of the pages. `fr.ts` has the same keys; the compiler sees to it. */
export const en = {
  ui: { close: 'Close', retry: 'Try again', back: 'Back' },
  home: {},
  watch: {},
  live: {},
  moderate: {},
  demo: {},
};
