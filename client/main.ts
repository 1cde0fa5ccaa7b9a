import './jitless.ts';
import './ui/theme.css';
import './ui/base.css';

// Side by side, not one after the other: a viewer's connection is on its way while React is still being read.
if (/^\/e\/[^/]+\/?$/.test(location.pathname)) void import('./watch/openWatching.ts');
void import('./page.tsx');
