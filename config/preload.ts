import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Preloads a chunk, its styles, and a font: browsers would otherwise find out about them a round trip later. */
export function preload(chunkName: string, font: RegExp): Plugin {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const files = Object.values(bundle);
        const chunk = files.find((file) => file.type === 'chunk' && file.name === chunkName);
        if (chunk?.type !== 'chunk') throw new Error(`There is no chunk ${chunkName} to preload.`);
        const fontFile = files.find(({ fileName }) => font.test(fileName));
        if (!fontFile) throw new Error(`There is no font ${font} to preload.`);
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
          // After the scripts, which draw the text in the first place.
          link({
            rel: 'preload',
            as: 'font',
            type: 'font/woff2',
            href: `/${fontFile.fileName}`,
            fetchpriority: 'low',
          }),
        ];
      },
    },
  };
}
