import { machine, report } from '../support/figures.ts';
import { cases, type Row } from './sync/cases.ts';

// npm run bench -- sync [playout] [row…]: all rows, or those whose names contain one of the words.
const [, , , ...asked] = process.argv;
const playouts = ['scheduled', 'buffered', 'plain'];
const playout = asked.find((word) => playouts.includes(word)) ?? 'scheduled';
const words = asked.filter((word) => !playouts.includes(word));
const chosen = cases.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));

const rows: Row[] = [];
for (const { name, aim, run } of chosen) {
  const found = await run(playout).catch(
    (error: Error): Omit<Row, 'name' | 'aim'> => ({
      figures: { error: error.message },
      isMet: false,
    }),
  );
  rows.push({ name, aim, ...found });
  console.log(`${found.isMet ? 'met   ' : 'MISSED'} ${name}: ${JSON.stringify(found.figures)} (aim: ${aim})`);
}
console.log(`\nplayout ${playout}; virtual cameras of 320x180 at 20 fps unless said; ${machine()}`);
report('sync', { playout, rows });
