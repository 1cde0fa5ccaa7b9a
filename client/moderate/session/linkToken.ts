/** The moderator's token in a page's fragment; null where there is none. It is never written anywhere else. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
}

/** Puts another token into the address, so that a reload comes back with it. */
export function putToken(token: string): void {
  history.replaceState(history.state, '', `${location.pathname}${location.search}#token=${token}`);
}
