import './jitless.ts';
import './ui/theme.css';
import './ui/base.css';
import './watch/openWatching.ts';

// Side by side, not one after the other: a viewer's connection is on its way while React is still being read.
void import('./page.tsx');
