import { readSections } from './sections.ts';

const part = /<!-- generated: (\w+) -->.*?<!-- end -->/gs;

/** Replaces the generated parts of docs/protocol.md; the text between them is written by hand. */
export async function fillIn(text: string): Promise<string> {
  const sections = await readSections();
  const missing = new Set(Object.keys(sections));
  const filled = text.replace(part, (_, name: string) => {
    const section = sections[name];
    if (!section) throw new Error(`docs/protocol.md: no part is called ${name}.`);
    missing.delete(name);
    const body = section();
    return `<!-- generated: ${name} -->\n${body && `\n${body}\n\n`}<!-- end -->`;
  });
  if (missing.size > 0) throw new Error(`docs/protocol.md lacks the parts ${[...missing].join(', ')}.`);
  return filled;
}
