import { protocolVersion } from '../../shared/wire.ts';

const key = 'polyscope.reloadedAt';

/**
 * Reloads a page that is of another version than the server; true where it does. Once for each version in a tab: a cache
 * that goes on serving the same page must not make it reload for ever.
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
