export const ui = { close: 'Close', retry: 'Try again', back: 'Back', toHome: 'All events' };
