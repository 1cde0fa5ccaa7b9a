/** The share sheet is for phones; on a desktop people want the link itself. */
export const hasShareSheet = (): boolean => 'share' in navigator && matchMedia('(hover: none)').matches;

/** Also resolves if the person cancels. */
export const openShareSheet = (title: string, url: string): Promise<void> =>
  navigator.share({ title, url }).catch(() => undefined);
