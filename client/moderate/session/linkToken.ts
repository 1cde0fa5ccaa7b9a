/** The moderator's token in a URL fragment; null if there is none. It is stored nowhere else. */
export function tokenOf(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('token') || null;
}

/** Writes a new token into the address, so that a reload uses it. */
export function putToken(token: string): void {
  history.replaceState(history.state, '', `${location.pathname}${location.search}#token=${token}`);
}
