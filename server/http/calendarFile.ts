import ical, { ICalCalendarMethod } from 'ical-generator';
import type { Event } from '../../shared/domain.ts';
import { coarsen } from '../../shared/geo.ts';
import type { Language } from './previewTexts.ts';

/** Events have no planned end, and a calendar shows one without as an instant. */
const assumedMs = 2 * 3_600_000;

const hints = {
  en: 'Watch it from many phones at once, or film it with yours: ',
  fr: 'À voir depuis plusieurs téléphones à la fois, ou à filmer avec le vôtre\u00a0: ',
};

type Wish = {
  event: Pick<Event, 'id' | 'title' | 'startsAt' | 'endsAt' | 'venue'>;
  /** Of the page to watch, absolute. */
  link: string;
  language: Language;
  now: number;
};

/** An event as an iCalendar file (RFC 5545); its place is the cell of 111 m that it is in. */
export function calendarFile({ event: { id, title, startsAt, endsAt, venue }, link, language, now }: Wish): string {
  const calendar = ical({ prodId: { company: 'Polyscope', product: 'Polyscope' }, method: ICalCalendarMethod.PUBLISH });
  const end = Math.max(endsAt ?? startsAt + assumedMs, startsAt + 60_000);
  const entry = calendar.createEvent({
    // The same wherever it is fetched from, so that a second import replaces the first.
    id: `${id}@polyscope`,
    start: new Date(startsAt),
    end: new Date(end),
    stamp: new Date(now),
    summary: title,
    description: hints[language] + link,
    url: link,
  });
  if (venue) {
    const { latitude, longitude } = coarsen(venue);
    const place = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
    entry.location({ title: place, geo: { lat: latitude, lon: longitude } });
  }
  return calendar.toString();
}
