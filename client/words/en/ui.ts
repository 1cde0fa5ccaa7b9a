export const ui = {
  close: 'Close',
  retry: 'Try again',
  back: 'Back',
  toHome: 'All events',
  reload: 'Reload the page',
  cut: 'The server cannot be reached.',
  triesAgain: 'This page keeps trying by itself.',
  inLine: 'You are in the queue: this page keeps trying by itself.',
  tryNow: 'Try now',
  itemBroken: 'This could not be displayed',
  checkNetwork: 'Check your connection and reload the page.',
  forThisMachine:
    'Phones cannot reach this server: it listens on this computer only. Start it on the network, and open this page at that address.',
};
