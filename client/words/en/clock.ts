export const clock = {
  title: 'The server’s clock',
  hint: 'Hold a phone so close that these colours fill its picture, and start the sync check on it.',
};
