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
  // Over http a browser gives its camera to pages of its own machine alone.
  const mayPhonesFilm = where.scheme === 'https' && where.origin !== null;
  const live = `${mayPhonesFilm ? origin : own}${pages.live(event)}`;
  const lines = [
    `polyscope ready ${own}`,
    '',
    `  Event      ${title}`,
    `  Watch      ${origin}${pages.watch(event)}`,
    `  Go live    ${live}${mayPhonesFilm ? '' : '   (on this machine)'}`,
    `  Moderate   ${process.stdout.isTTY ? moderate : keepInFile(moderate, where.dataDirectory)}`,
    `  Demo       ${own}${pages.demo}   (no phone needed)`,
    '',
  ];
  if (mayPhonesFilm) lines.push(await codeOf(live), '  Point a phone here to go live.');
  else if (where.origin) lines.push(await codeOf(`${origin}${pages.watch(event)}`), '  Point a phone here to watch.');
  if (where.scheme !== 'https') lines.push('  Phones film over https only: npm start -- --https');
  if (!where.origin) lines.push('  Only this machine reaches this server: see HOST in config/env.example.');
  console.log(lines.join('\n'));
}

const codeOf = (link: string) => qrcode.toString(link, { type: 'utf8' });

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
