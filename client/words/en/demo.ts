export const demo = {
  title: 'A concert that is not there',
  what: 'Virtual cameras in this page, live through the server',
  opening: 'The cameras take their places',
  cameras: (n: number) => `${n} cameras`,
  fewer: 'One camera less',
  more: 'One camera more',
  /** In the order of the seats of the concert. */
  seats: [
    'In the crowd',
    'Balcony',
    'First row, right',
    'Right side',
    'Right wing',
    'Upstage right',
    'Behind the drums',
    'Upstage left',
    'Left wing',
    'Left side',
    'First row, left',
    'Sound tower',
  ],
};
