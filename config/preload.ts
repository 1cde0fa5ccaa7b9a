import type { HtmlTagDescriptor, Plugin } from 'vite';

/**
 * Names the files that every page begins with in the HTML, and not only the first: a browser would learn of the others a
 * round trip later.
 */
export function preload(name: string): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === name);
        if (chunk?.type !== 'chunk') throw new Error(`There is no file ${name} to begin with.`);
        const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({
          tag: 'link',
          attrs: { ...attrs, crossorigin: true },
          injectTo: 'head',
        });
        return [
          link({ rel: 'modulepreload', href: `/${chunk.fileName}` }),
          ...[...(chunk.viteMetadata?.importedCss ?? [])].map((file) =>
            link({ rel: 'preload', as: 'style', href: `/${file}` }),
          ),
        ];
      },
    },
  };
}
