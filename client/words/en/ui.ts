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
  noCode: {
    unreachable: [
      'Phones cannot reach this server.',
      'It listens on this computer only. Start it on your network, and open this page at its address there.',
    ],
    forwarded: [
      'Phones cannot open this address.',
      'It holds on this computer only. Open this page at the address that phones use, and the code appears.',
    ],
    filmsNot: ['Phones film over https only.', 'Start the server this way, and open the new address:'],
  },
  tapToPlay: 'Tap to play',
  itemBroken: 'This could not be displayed',
  checkNetwork: 'Check your connection and reload the page.',
};
