export const clock = {
  title: 'The server’s clock',
  hint: 'Hold your phone close enough for these colours to fill its picture, then start the sync check on it.',
};
