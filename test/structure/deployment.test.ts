import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../server/config.ts';
import { textOf } from './sources.ts';

const settings = Object.keys(settingsSchema.shape).sort();
const compose = textOf('docker-compose.yml');
const services = Object.fromEntries(
  [
    ...(compose.split(/^services:$/m)[1]?.split(/^volumes:$/m)[0] ?? '').matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n)+)/gm),
  ].map(([, name = '', text = '']) => [name, text]),
);
const environment = services.server?.split('    environment:\n')[1]?.split(/^ {4}\w/m)[0] ?? '';

describe('a setting takes effect', () => {
  it('in docker-compose.yml, which passes on every one', () => {
    expect([...environment.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name]) => name).sort()).toEqual(settings);
  });

  it('under the name that docker-compose.yml uses', () => {
    const others = [...environment.matchAll(/^ {6}([A-Z_]+): \$\{([A-Z_]+)/gm)].filter(
      ([, name, from]) => name !== from,
    );
    expect(others).toEqual([]);
  });

  it('as config/env.example and README.md say', () => {
    const described = [...textOf('config/env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    const table = textOf('README.md').split('| setting |')[1]?.split('\n\n')[0] ?? '';
    const rows = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, names = '']) => [...names.matchAll(/`(\w+)`/g)]);
    expect(described.sort()).toEqual(settings);
    expect(rows.map(([, name]) => name).sort()).toEqual(settings);
  });
});

describe('what is deployed', () => {
  it('has only the rights it needs, and does not fill the disk or the memory', () => {
    expect(Object.keys(services)).toEqual(['server', 'redis', 'caddy', 'coturn']);
    for (const [name, text] of Object.entries(services)) {
      expect(text, name).toContain('<<: *contained');
      expect(text, name).toMatch(/^ {4}mem_limit: /m);
    }
    const contained = compose.split('x-contained:')[1]?.split('services:')[0] ?? '';
    for (const part of ['cap_drop: [ALL]', 'no-new-privileges:true', 'read_only: true', 'max-size: ', 'max-file: ']) {
      expect(contained).toContain(part);
    }
  });

  it('is of exact versions', () => {
    const images = [...compose.matchAll(/image: (\S+)/g), ...textOf('Dockerfile').matchAll(/^FROM (\S+)/gm)];
    expect(images.length).toBe(5);
    for (const [, image = ''] of images) expect(image).toMatch(/:\d+\.\d+\.\d+(-|$)/);
  });

  it('exposes the server only through the proxy it trusts', () => {
    expect(services.server).toContain('- 127.0.0.1:3000:3000\n');
    expect(services.redis).not.toContain('ports:');
  });
});
