import { formatsOf } from '../../formats.ts';

const { count } = formatsOf('en-GB');

export const event = {
  over: 'This event is over',
  ended: 'Ended',
  began: 'Started',
  at: (day: string, time: string) => `${day} at ${time}`,
  filmedBy: 'Filmed by',
  phones: (n: number) => count(n, 'phone', 'phones'),
  filmedFor: 'Filmed for',
  length: (hours: number, minutes: number) =>
    hours === 0 ? `${minutes} min` : minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  nobodyFilmed: 'No one filmed it.',
  onNow: 'On now',
  live: (n: number) => count(n, 'phone live', 'phones live'),
  starts: (day: string, time: string) => `Starts ${day} at ${time}`,
  inTime: (length: string) => `in ${length}`,
  countdown: (minutes: number, seconds: number) => (minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`),
  addToCalendar: 'Add to calendar',
  waitingHint: 'The first picture will appear here.',
  watchHint: 'Keep this page open: the first picture will appear here.',
  filmHint: 'You can already film to try it out: viewers see it at once.',
  filmNow: 'Film anyway',
  filmEarly: 'Try filming now',
  unknownHint:
    'Check the link. Events with a link only are deleted 12 hours after they were last filmed, others after 30 days.',
};
