export const ui = {
  close: 'Close',
  retry: 'Try again',
  back: 'Back',
  toHome: 'All events',
  reload: 'Reload the page',
  cut: 'The server cannot be reached.',
  triesAgain: 'This page tries again by itself.',
  inLine: 'You are in line: this page tries again by itself.',
  tryNow: 'Try now',
  tapToPlay: 'Tap to play',
  itemBroken: 'This cannot be shown',
  checkNetwork: 'Check your network, and reload the page.',
  forThisMachine:
    'Phones cannot reach this server: it listens on this computer only. Start it on the network, and open this page at that address.',
};
