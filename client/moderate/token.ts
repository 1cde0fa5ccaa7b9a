/** The moderator's token in a page's fragment; null where there is none. It is never written anywhere else. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
}
