import { acts } from './en/acts.ts';
import { clock } from './en/clock.ts';
import { demo } from './en/demo.ts';
import { event } from './en/event.ts';
import { home } from './en/home.ts';
import { live } from './en/live.ts';
import { moderate } from './en/moderate.ts';
import { sync } from './en/sync.ts';
import { talk } from './en/talk.ts';
import { ui } from './en/ui.ts';
import { watch } from './en/watch.ts';

/** All texts of the pages. The type of the French ones makes sure that they have the same keys. */
export const en = { ui, acts, home, event, watch, talk, sync, live, moderate, clock, demo };
