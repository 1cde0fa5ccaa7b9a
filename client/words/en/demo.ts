export const demo = {
  title: 'Virtual concert',
  what: 'Filmed by virtual cameras in this page, live through the server',
  opening: 'Cameras are getting into place…',
  cameras: (n: number) => `${n} cameras`,
  fewer: 'Remove a camera',
  more: 'Add a camera',
  /** In the order of the seats of the concert. */
  seats: [
    'In the crowd',
    'Balcony',
    'Front row, right',
    'Right side',
    'Right wing',
    'Upstage right',
    'Behind the drums',
    'Upstage left',
    'Left wing',
    'Left side',
    'Front row, left',
    'Sound desk',
  ],
};
