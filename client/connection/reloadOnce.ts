import { protocolVersion } from '../../shared/wire.ts';

const key = 'polyscope.reloadedAt';

/**
 * Reloads a page whose version differs from the server's; true if it does. Once per version and tab: a cache that keeps
 * serving the old page must not make it reload for ever.
 */
export function reloadOnce(): boolean {
  const version = String(protocolVersion);
  try {
    if (sessionStorage.getItem(key) === version) return false;
    sessionStorage.setItem(key, version);
  } catch {
    // Storage may be forbidden: then nothing would stop the second reload.
    return false;
  }
  location.reload();
  return true;
}
