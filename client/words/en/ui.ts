export const ui = {
  close: 'Close',
  retry: 'Try again',
  toHome: 'All events',
  reload: 'Reload the page',
  cut: 'The server cannot be reached.',
  triesAgain: 'Trying again automatically.',
  inLine: 'You are in the queue: trying again automatically.',
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
