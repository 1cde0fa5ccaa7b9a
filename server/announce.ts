import { networkInterfaces } from 'node:os';
import qrcode from 'qrcode';
import { pages } from '../shared/rest.ts';

/** The machine's own IPv4 addresses, those of the network first, the loopback last. */
export function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family }) => family === 'IPv4');
  return [...all.filter(({ internal }) => !internal), ...all.filter(({ internal }) => internal)].map(
    ({ address }) => address,
  );
}

type Links = { event: string; title: string; moderatorToken: string };

/** The line that outsiders wait for, and the links that a person needs next. */
export async function announce(
  url: string,
  networkUrl: string,
  { event, title, moderatorToken }: Links,
): Promise<void> {
  const isSecure = networkUrl.startsWith('https:');
  const lines = [
    `polyscope ready ${url}`,
    '',
    `  Event      ${title}`,
    `  Watch      ${networkUrl}${pages.watch(event)}`,
    `  Go live    ${networkUrl}${pages.live(event)}`,
    `  Moderate   ${networkUrl}${pages.moderate(event, moderatorToken)}`,
    `  Demo       ${url}${pages.demo}   (no phone needed)`,
    '',
  ];
  if (isSecure)
    lines.push(
      await qrcode.toString(`${networkUrl}${pages.live(event)}`, { type: 'utf8' }),
      '  Point a phone here to go live.',
    );
  else lines.push('  Phones film over https only: npm start -- --https', `  ${await phoneHint(networkUrl, event)}`);
  console.log(lines.join('\n'));
}

async function phoneHint(networkUrl: string, event: string): Promise<string> {
  return `(this machine may film at once: ${networkUrl.replace(/\/\/[^:/]+/, '//localhost')}${pages.live(event)})`;
}
