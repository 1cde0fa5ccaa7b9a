import { machine, report } from '../support/figures.ts';
import { isLipSync, lipsAim, measureLips } from './sync/lips.ts';

// npm run bench -- lips: how much later than its picture a sound is heard, in both browsers.
const rows = [];
for (const [browser, playout] of [
  ['chromium', 'worker'],
  ['firefox', 'buffered'],
] as const) {
  const found = await measureLips(playout, browser).catch((error: Error) => error.message);
  const isMet = typeof found !== 'string' && isLipSync(found);
  rows.push({ browser, playout, found, isMet });
  console.log(`${isMet ? 'met   ' : 'MISSED'} ${browser} (${playout}): ${JSON.stringify(found)}`);
}
console.log(`\naim: between ${lipsAim.earlyMs} ms early and ${lipsAim.lateMs} ms late (ITU-R BT.1359); ${machine()}`);
report('lips', { rows });
