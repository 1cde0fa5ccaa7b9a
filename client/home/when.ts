import { overAfterMs } from '../../shared/eventPhase.ts';
import { dateIn, isDate } from '../dates.ts';
import { language, words } from '../words/words.ts';

/** The reader's regional format, if it is in the language of the page. */
const locale = navigator.languages.find((each) => each.toLowerCase().startsWith(language)) ?? language;
const timeOf = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const dateOf = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const farDateOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const yearOf = (ms: number) => new Date(ms).getFullYear();

export const clockOf = (ms: number) => dateIn(timeOf, ms);
/** With the year unless it is the current one. */
export const dayOf = (ms: number, nowMs: number) => dateIn(yearOf(ms) === yearOf(nowMs) ? dateOf : farDateOf, ms);

/** When an event starts or started, as short as possible. */
export function whenOf(startsAt: number, nowMs: number): string {
  const time = clockOf(startsAt);
  if (!isDate(startsAt)) return time;
  // Rounded, because a day on which the clocks change does not have 24 h.
  const days = Math.round((midnight(startsAt) - midnight(nowMs)) / dayMs);
  // Also past midnight, for an event that started last night and goes on.
  if (startsAt <= nowMs && nowMs - startsAt < overAfterMs) return words.home.since(time);
  if (days === 0) return words.home.today(time);
  if (days === 1) return words.home.tomorrow(time);
  if (days === -1) return words.home.yesterday(time);
  return `${dayOf(startsAt, nowMs)}, ${time}`;
}

const relativeOf = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** How long until then, in the largest suitable unit. */
export function untilOf(startsAt: number, nowMs: number): string {
  if (!isDate(startsAt)) return clockOf(startsAt);
  const ms = startsAt - nowMs;
  if (ms < 90 * minuteMs) return relativeOf.format(Math.max(1, Math.round(ms / minuteMs)), 'minute');
  if (ms < 36 * hourMs) return relativeOf.format(Math.round(ms / hourMs), 'hour');
  const days = Math.round((midnight(startsAt) - midnight(nowMs)) / dayMs);
  if (days < 60) return relativeOf.format(days, 'day');
  return days < 730
    ? relativeOf.format(Math.round(days / 30.4), 'month')
    : relativeOf.format(Math.round(days / 365.25), 'year');
}

/** Value of an input of type `datetime-local`: local time, to the minute. */
export function localTime(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The full hour after the next one, which leaves time to invite others. */
export function soon(nowMs: number): string {
  return localTime(new Date(nowMs + 2 * 3_600_000).setMinutes(0, 0, 0));
}
