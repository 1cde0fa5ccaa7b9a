/**
 * Phones and tablets have one camera on each side, to flip between; other devices have a list to choose from. iPads
 * say that they are Macs, which have no touch screen.
 */
export const isPhone = ({ userAgent, maxTouchPoints }: Navigator = navigator): boolean =>
  /Android|iPhone|iPad|iPod|Mobile/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
