/**
 * The oldest browsers that the pages are built for. Chrome 108 brought `dvh`, Firefox 121 `:has()`, Safari 16.4 static
 * blocks and regular expressions that look behind: below these more than client/polyfills.ts would be needed. Samsung
 * Internet 21 and WebViews follow Chrome; all browsers of iOS are Safari.
 */
export const promised = ['chrome108', 'edge108', 'firefox121', 'safari16.4', 'ios16.4'];
