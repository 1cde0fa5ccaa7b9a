import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './sources.ts';

/** Which folders a folder may import from, itself aside. `import type` may also reach the rules' ports. */
const arrows: Record<string, string[]> = {
  // Rights name the requests, by type.
  shared: ['shared/conversations'],
  'shared/conversations': ['shared'],
  'server/events': ['shared', 'shared/conversations', 'server/events/ports'],
  'server/events/ports': ['shared', 'shared/conversations'],
  'server/media': ['shared', 'shared/conversations', 'server'],
  'server/registry': ['shared', 'shared/conversations', 'server'],
  'server/auth': ['shared', 'shared/conversations'],
  'server/signaling': ['shared', 'shared/conversations', 'server/auth', 'server/events', 'server'],
  'server/http': ['shared', 'shared/conversations', 'server/auth', 'server/events', 'server'],
};
/** The log's and the metrics' types are known everywhere on the server; `main` and `announce` know everything. */
const serverFloor = new Set(['server/log.ts', 'server/metrics.ts']);

const technologies: Record<string, string> = {
  mediasoup: 'server/media',
  ioredis: 'server/registry',
  'socket.io': 'server/signaling',
  express: 'server/http',
  'prom-client': 'server',
  'mediasoup-client': 'client/media',
  'socket.io-client': 'client/connection',
};
const everywhere = ['server/main.ts'];

const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));

describe('arrows point one way', () => {
  const all = sourceFiles('server', 'client', 'shared').flatMap(importsOf);

  it('a folder of the server or of what is shared imports only what it may', () => {
    const wrong = all.filter(({ from, to, isType }) => {
      const allowed = arrows[folderOf(from)];
      if (!allowed || !to.includes('/') || !to.endsWith('.ts')) return false;
      const target = folderOf(to);
      if (target === folderOf(from)) return false;
      if (isType && target === 'server/events/ports') return false;
      if (target === 'server') return !serverFloor.has(to);
      return !allowed.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  it('client and server meet in shared only', () => {
    const sides = all.filter(
      ({ from, to }) => /^(client|server)\//.test(to) && from.split('/')[0] !== to.split('/')[0],
    );
    expect(sides).toEqual([]);
  });

  it('each technology is known to one folder', () => {
    const strays = all.filter(({ from, to }) => {
      const home = technologies[to];
      return home && !from.startsWith(`${home}/`) && !everywhere.includes(from);
    });
    expect(strays).toEqual([]);
  });

  it('a page never imports a page', () => {
    const pages = ['home', 'watch', 'golive', 'moderate', 'demo'].map((page) => `client/${page}`);
    const wrong = all.filter(({ from, to }) => {
      const [source, target] = [folderOf(from), folderOf(to)];
      return pages.includes(source) && pages.includes(target) && source !== target;
    });
    expect(wrong).toEqual([]);
  });
});
