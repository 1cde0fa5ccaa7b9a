import { join } from 'node:path';
import qrcode from 'qrcode';
import { pages } from '../shared/restApi.ts';
import { writeWhole } from './wholeFile.ts';

type Where = {
  /** `http` or `https`. */
  scheme: string;
  port: number;
  /** The URL under which others reach this server; null if only this machine does. */
  origin: string | null;
  dataDirectory: string;
};
type Links = { event: string; title: string; moderatorToken: string };

/** Prints the line that other programs wait for, and the links to begin with. */
export async function printLinks(where: Where, { event, title, moderatorToken }: Links): Promise<void> {
  const own = `${where.scheme}://localhost:${where.port}`;
  const origin = where.origin ?? own;
  const moderate = `${origin}${pages.moderate(event, moderatorToken)}`;
  const lines = [
    `polyscope ready ${own}`,
    '',
    `  Event      ${title}`,
    `  Watch      ${origin}${pages.watch(event)}`,
    `  Go live    ${origin}${pages.live(event)}`,
    `  Moderate   ${process.stdout.isTTY ? moderate : keepInFile(moderate, where.dataDirectory)}`,
    `  Demo       ${own}${pages.demo}   (no phone needed)`,
    '',
  ];
  if (where.scheme !== 'https')
    lines.push(
      '  Phones film over https only: npm start -- --https',
      `  (this machine may film at once: ${own}${pages.live(event)})`,
    );
  else if (where.origin)
    lines.push(
      await qrcode.toString(`${origin}${pages.live(event)}`, { type: 'utf8' }),
      '  Point a phone here to go live.',
    );
  if (!where.origin) lines.push('  Only this machine reaches this server: see HOST in config/env.example.');
  console.log(lines.join('\n'));
}

/**
 * Without a terminal the output ends up in logs, and anybody who has this link may moderate: it is written to a file
 * instead.
 */
function keepInFile(link: string, directory: string): string {
  const file = join(directory, 'moderator-link');
  try {
    writeWhole(file, `${link}\n`);
    return `its link is in ${file}`;
  } catch (error) {
    return `its link cannot be kept: ${(error as Error).message} Or start in a terminal.`;
  }
}
