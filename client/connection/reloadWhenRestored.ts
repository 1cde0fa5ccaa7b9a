let isFollowed = false;

/**
 * Reloads a page that comes back from the back/forward cache with a session: Safari gives it back as it was, with its
 * socket and media connections dead and no event that says so. A reload is sure to be live, and continues as after any
 * other one. For the whole page, since a session may have ended when the page was hidden.
 */
export function reloadWhenRestored(): void {
  if (isFollowed) return;
  isFollowed = true;
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
