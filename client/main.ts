import './jitless.ts';
import './ui/theme.css';
import './ui/base.css';
import { sayPlainly } from './plainly.ts';
import './viewing/session/openWatching.ts';

// Side by side, not one after the other: a viewer's connection is on its way while React is still being read.
import('./page.tsx').catch(sayPlainly);
