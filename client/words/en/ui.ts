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
  itemBroken: 'This cannot be shown',
  checkNetwork: 'Check your network, and reload the page.',
  /** Why there is no QR code, and what to do. */
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
};
