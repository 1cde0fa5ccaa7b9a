import { formatsOf } from '../../formats.ts';

const { count } = formatsOf('en-GB');

export const event = {
  over: 'This event is over',
  ended: 'Ended',
  began: 'Began',
  at: (day: string, time: string) => `${day}, ${time}`,
  filmedBy: 'Filmed by',
  phones: (n: number) => count(n, 'phone', 'phones'),
  filmedFor: 'For',
  length: (hours: number, minutes: number) =>
    hours === 0 ? `${minutes} min` : minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  nobodyFilmed: 'Nobody filmed it.',
  onNow: 'On now',
  live: (n: number) => count(n, 'phone live', 'phones live'),
  starts: (day: string, time: string) => `Starts ${day}, ${time}`,
  inTime: (length: string) => `in ${length}`,
  addToCalendar: 'Add to calendar',
  waitingHint: 'The first picture appears here by itself.',
  watchHint: 'Keep this page open: the first picture appears by itself.',
  filmHint: 'You can film now to try it out; viewers see it at once.',
  filmNow: 'Film now anyway',
  filmEarly: 'Try filming now',
  unknownHint:
    'Check the link. Events that are not listed are deleted twelve hours after their end, others after a month.',
};
