import { machine, report } from '../support/figures.ts';
import { isLipSync, lipsAim, measureLips } from './sync/lips.ts';

// npm run bench -- lips: how much later than its picture a sound is heard, in each browser.
const rows = [];
for (const [name, playout, browser, likeSafari] of [
  ['Chromium', 'worker', 'chromium', false],
  ['Firefox', 'buffered', 'firefox', false],
  ['Chromium without what Safari 18 to 26 lacks', 'worker', 'chromium', true],
] as const) {
  const found = await measureLips(playout, browser, likeSafari).catch((error: Error) => error.message);
  const isMet = typeof found !== 'string' && isLipSync(found);
  rows.push({ browser: name, playout, found, isMet });
  console.log(`${isMet ? 'met   ' : 'MISSED'} ${name} (${playout}): ${JSON.stringify(found)}`);
}
console.log(`\naim: between ${lipsAim.earlyMs} ms early and ${lipsAim.lateMs} ms late (ITU-R BT.1359); ${machine()}`);
report('lips', { rows });
