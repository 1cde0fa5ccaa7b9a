import { describe, expect, it } from 'vitest';
import { type Import, importsOf } from './imports.ts';
import { folderOf, sourceFiles } from './sources.ts';

/** The files that start the client may import every folder; the others beside them may be imported everywhere. */
const clientStart = new Set(['main.ts', 'page.tsx', 'routes.tsx', 'plainly.ts'].map((name) => `client/${name}`));
/** The types of these may be imported everywhere on the server; its other files create everything. */
const serverTypes = new Set(['server/log.ts', 'server/metrics.ts', 'server/refusalOf.ts']);
/** The ports that the rules declare: outer folders fulfil them, and import their types alone. */
const isPort = (path: string) => /^server\/events\/ports(\/\w+)?\.ts$/.test(path);

/** The folder of a file. Start files have a part of their own, since they share a folder with what all may import. */
function partOf(path: string): string {
  if (clientStart.has(path)) return 'client start';
  if (isPort(path)) return 'server/events/ports';
  if (folderOf(path) === 'server' && !serverTypes.has(path)) return 'server start';
  return folderOf(path);
}

const page = ['connection', 'media', 'ui', 'words'];
const concert = (...names: string[]) => names.map((name) => `concert/${name}`);
const viewing = ['viewing', 'viewing/session'];

/** Which folders of the client a folder imports, besides `shared` and the files directly in `client`. */
const clientArrows: Record<string, readonly string[]> = {
  words: ['words/en', 'words/fr'],
  'words/en': [],
  'words/fr': ['words'],
  connection: [],
  sync: [],
  media: [],
  ui: ['connection', 'words'],
  venue: ['words'],
  event: ['connection', 'ui', 'words'],

  'concert/draw': [],
  'concert/clock': [],
  'concert/music': concert('draw', 'clock'),
  'concert/stage': concert('draw', 'clock', 'music'),
  'concert/band': concert('draw', 'music', 'stage'),
  'concert/light': concert('draw', 'music', 'stage', 'band'),
  'concert/crowd': concert('draw', 'music', 'light'),
  concert: concert('draw', 'music', 'stage', 'band', 'light', 'crowd'),
  camera: ['concert', ...concert('clock', 'music'), 'words'],

  publishing: ['camera', 'connection', 'media', 'sync', 'ui', 'words'],
  grid: ['media', 'sync', 'ui', 'words'],
  talk: ['connection', 'grid', 'ui', 'words'],
  'viewing/session': ['connection', 'media', 'sync', 'talk'],
  'viewing/synchrony': ['connection', 'grid', 'sync', 'ui', 'viewing/session', 'words'],
  viewing: ['event', 'grid', 'talk', 'ui', 'venue', 'viewing/session', 'viewing/synchrony', 'words'],

  'moderate/session': ['connection', 'grid', 'ui', 'viewing/session', 'words'],
  'moderate/state': ['grid', 'moderate/session', 'ui', 'viewing/session', 'words'],
  'moderate/wall': ['grid', 'moderate/state', 'ui', 'viewing/session', 'words'],
  'moderate/chosen': ['grid', 'moderate/state', 'moderate/wall', 'ui', ...viewing, 'words'],
  'moderate/panels': ['grid', 'moderate/session', 'moderate/state', 'moderate/wall', 'ui', 'venue', 'viewing', 'words'],

  home: [...page, 'concert', 'venue'],
  watch: [...page, 'event', ...viewing],
  golive: [...page, 'camera', 'event', 'grid', 'publishing'],
  moderate: [
    ...page,
    'grid',
    ...['chosen', 'panels', 'session', 'state', 'wall'].map((part) => `moderate/${part}`),
    ...viewing,
  ],
  demo: [...page, 'camera', 'publishing', ...viewing],
  clock: [...page, 'sync'],
};
const pages = ['home', 'watch', 'golive', 'moderate', 'demo', 'clock'];

/** Which folders of the server a folder imports, besides `shared`. */
const serverArrows: Record<string, readonly string[]> = {
  'events/ports': [],
  events: ['events/ports'],
  media: [],
  registry: [],
  auth: [],
  signaling: ['auth', 'events'],
  http: ['auth', 'events'],
  preview: [],
};

const within = (side: string, arrows: typeof clientArrows, ...known: string[]) =>
  Object.entries(arrows).map(([folder, targets]): [string, readonly string[]] => [
    `${side}/${folder}`,
    [...targets.map((target) => `${side}/${target}`), ...known],
  ]);
const arrows = new Map<string, readonly string[]>([
  // Rights name the requests, by type.
  ['shared', ['shared/conversations']],
  ['shared/conversations', ['shared']],
  ['client', ['shared']],
  ...within('client', clientArrows, 'client', 'shared', 'shared/conversations'),
  ['server', ['shared']],
  ...within('server', serverArrows, 'shared', 'shared/conversations'),
]);

/** The one folder that imports a package, where others must not. */
const technologies: Record<string, string> = {
  mediasoup: 'server/media',
  ioredis: 'server/registry',
  'socket.io': 'server/signaling',
  express: 'server/http',
  'ical-generator': 'server/http',
  sharp: 'server/preview',
  'prom-client': 'server',
  'mediasoup-client': 'client/media',
  'socket.io-client': 'client/connection',
};

const isOurs = (path: string) => /^(client|server|shared)\//.test(path);
const imports = sourceFiles('server', 'client', 'shared').flatMap(importsOf);
const between = imports
  .filter(({ to }) => isOurs(to))
  .map((each) => ({ ...each, source: partOf(each.from), target: partOf(each.to) }))
  .filter(({ source, target }) => source !== target);

/** Every circle of folders that import each other, each once, as the path of one walk around it. */
function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (folder: string, path: readonly string[]) => {
    const start = path.indexOf(folder);
    if (start >= 0) circles.push([...path.slice(start), folder].join(' → '));
    if (start >= 0 || done.has(folder)) return;
    for (const next of edges.get(folder) ?? []) walk(next, [...path, folder]);
    done.add(folder);
  };
  for (const folder of edges.keys()) walk(folder, []);
  return circles;
}

describe('imports', () => {
  it('go only where the tables allow', () => {
    const isAllowed = ({ source, target, to, isType }: (typeof between)[number]) => {
      if (source.endsWith(' start')) return true;
      if (isType && source.startsWith('server/') && (isPort(to) || serverTypes.has(to))) return true;
      return arrows.get(source)?.includes(target) ?? false;
    };
    expect(between.filter((each) => !isAllowed(each)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('come from folders that the tables name, and the tables name no others', () => {
    const parts = new Set(imports.flatMap(({ from, to }) => [from, to].filter(isOurs).map(partOf)));
    const folders = [...parts].filter((part) => !part.endsWith(' start'));
    expect(folders.sort()).toEqual([...arrows.keys()].sort());
  });

  it('join client and server in shared only', () => {
    const isAcross = ({ from, to }: Import) => /^(client|server)\//.test(to) && from.split('/')[0] !== to.split('/')[0];
    expect(imports.filter(isAcross)).toEqual([]);
  });

  it('name each technology in one folder', () => {
    const isStray = ({ from, to }: Import) => {
      const home = technologies[to];
      return home && !from.startsWith(`${home}/`) && from !== 'server/main.ts';
    };
    expect(imports.filter(isStray)).toEqual([]);
  });

  it('never lead from one page to another', () => {
    const pageOf = (path: string) => pages.find((name) => path.startsWith(`client/${name}/`));
    const isAcross = ({ from, to }: Import) => pageOf(from) && pageOf(to) && pageOf(from) !== pageOf(to);
    expect(imports.filter(isAcross)).toEqual([]);
  });

  it('give the client the types of conversations alone, so that it does not load their schemas', () => {
    const isLoaded = ({ from, to, isType }: Import) =>
      from.startsWith('client/') && to.startsWith('shared/conversations/') && !isType;
    expect(imports.filter(isLoaded)).toEqual([]);
  });

  it('form no cycle of folders', () => {
    const edges = new Map<string, Set<string>>();
    for (const { source, target, isType } of between) {
      // A folder and its parent are one thing and may use each other's types: rights name the requests, and each
      // language is typed by the table of all texts.
      const isParentOrChild = source.startsWith(`${target}/`) || target.startsWith(`${source}/`);
      if (isType && isParentOrChild) continue;
      edges.set(source, (edges.get(source) ?? new Set()).add(target));
    }
    expect(edges.size).toBeGreaterThan(30);
    expect(circlesOf(edges)).toEqual([]);
  });

  it('include those that are dynamic, and workers by their address', () => {
    const found = imports.map(({ from, to }) => `${from} → ${to}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'client/main.ts → client/page.tsx',
        'client/concert/clock/ticker.ts → client/concert/clock/tickerWorker.ts',
      ]),
    );
  });
});
