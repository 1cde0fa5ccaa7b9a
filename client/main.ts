import './polyfills.ts';
import './jitless.ts';
import './ui/font.css';
import './ui/theme.css';
import './ui/base.css';
import { sayPlainly } from './plainly.ts';
import './viewing/session/openWatching.ts';

// Dynamic, so that a viewer's connection is being opened while React is still loading.
import('./page.tsx').catch(sayPlainly);
