export const ui = {
  close: 'Close',
  retry: 'Try again',
  back: 'Back',
  toHome: 'All events',
  forThisMachine:
    'Phones cannot reach this server: it listens on this computer only. Start it on the network, and open this page at that address.',
};
