import { acts } from './fr/acts.ts';
import { clock } from './fr/clock.ts';
import { demo } from './fr/demo.ts';
import { event } from './fr/event.ts';
import { home } from './fr/home.ts';
import { live } from './fr/live.ts';
import { moderate } from './fr/moderate.ts';
import { sync } from './fr/sync.ts';
import { talk } from './fr/talk.ts';
import { ui } from './fr/ui.ts';
import { watch } from './fr/watch.ts';
import { withFrenchSpaces } from './withFrenchSpaces.ts';
import type { Words } from './words.ts';

export const fr: Words = withFrenchSpaces({ ui, acts, home, event, watch, talk, sync, live, moderate, clock, demo });
