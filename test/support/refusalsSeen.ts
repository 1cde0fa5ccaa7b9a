import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteName } from '../../shared/restApi.ts';

/** A run of all tests compares the names of the files here, `request:code`, with the refusals that are declared. */
const directory = process.env.REFUSALS_SEEN_DIR;
const seen = new Set<string>();

/** Records that a server refused this request, route or `handshake`. */
export function noteRefusal(asked: string, code: string | undefined): void {
  const name = `${asked}:${code}`;
  // Fuzzing asks for names that are no file names; no table declares those either.
  if (!directory || !code || seen.has(name) || !/^[a-zA-Z]+$/.test(asked)) return;
  seen.add(name);
  writeFileSync(join(directory, name), '');
}

const routes: readonly (readonly [path: RegExp, get: RouteName, post?: RouteName])[] = [
  [/^\/api\/events$/, 'listEvents', 'openEvent'],
  [/^\/api\/events\/[^/]+$/, 'readEvent'],
  [/^\/api\/events\/[^/]+\/perspectives$/, 'listPerspectives'],
  [/^\/api\/events\/[^/]+\/log$/, 'readLog'],
  [/^\/api\/events\/[^/]+\/preview\.jpg$/, 'readPreview'],
  [/^\/api\/events\/[^/]+\/calendar\.ics$/, 'readCalendar'],
  [/^\/metrics$/, 'readMetrics'],
];

/** The route that a path leads to, or `rest` for others. */
export function routeOf(path: string, isPost: boolean): string {
  const [, get, post] = routes.find(([pattern]) => pattern.test(path.split('?')[0] ?? '')) ?? [];
  return (isPost ? post : get) ?? 'rest';
}
