import { machine, report } from '../support/figures.ts';
import { cases, type Playout, playouts, type Row } from './sync/cases.ts';

// npm run bench -- sync [playout] [row…]: all rows, or those whose names contain one of the words.
const [, , , ...asked] = process.argv;
const isPlayout = (word: string): word is Playout => playouts.some((each) => each === word);
const askedPlayouts = asked.filter(isPlayout);
const words = asked.filter((word) => !isPlayout(word));
const chosen = cases.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

const rows: (Row & { playout: Playout })[] = [];
for (const { name, aim, playouts: usual = ['worker'] as const, run } of chosen) {
  for (const playout of askedPlayouts.length > 0 ? askedPlayouts : usual) {
    const found = await run(playout).catch((error: Error) => ({ figures: { error: error.message }, isMet: false }));
    rows.push({ name, aim, playout, ...found });
    const verdict = found.isMet ? 'met   ' : 'MISSED';
    console.log(`${verdict} ${name} (${playout}): ${JSON.stringify(found.figures)} (aim: ${aim})`);
  }
}
console.log(`\nvirtual cameras of 320x180 at 20 fps unless said; ${machine()}`);
report('sync', { rows });
