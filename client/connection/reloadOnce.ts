import { protocolVersion } from '../../shared/wire.ts';

const key = 'polyscope.reloadedFrom';

/**
 * Reloads a page of another version than the server; returns whether it does. Once per tab and version, for all versions
 * that the tab has had: neither a cache that keeps serving the same page, nor servers of two versions behind one address,
 * make it reload again and again.
 */
export function reloadOnce(): boolean {
  const version = String(protocolVersion);
  try {
    const tried = sessionStorage.getItem(key)?.split(',') ?? [];
    if (tried.includes(version)) return false;
    sessionStorage.setItem(key, [...tried, version].join(','));
  } catch {
    // Storage may be forbidden: then nothing would stop the second reload.
    return false;
  }
  location.reload();
  return true;
}
