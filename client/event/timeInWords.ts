import { dateIn } from '../dates.ts';
import { language, words } from '../words/words.ts';

/** The reader's regional format, if it is in the language of the page. */
const locale = navigator.languages.find((each) => each.toLowerCase().startsWith(language)) ?? language;
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
const parts = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const dateOf = new Intl.DateTimeFormat(locale, parts);
const farDateOf = new Intl.DateTimeFormat(locale, { ...parts, year: 'numeric' });
const timeOf = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const inDays = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
const nearDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const yearOf = (ms: number) => new Date(ms).getFullYear();

const midnightOf = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

/** "today", "tomorrow", or such as "Tuesday 1 December"; with the year unless it is the current one. */
export function dayInWords(ms: number, nowMs: number): string {
  // Rounded, since a day of a change of clocks is an hour longer or shorter.
  const days = Math.round((midnightOf(ms) - midnightOf(nowMs)) / dayMs);
  if (Math.abs(days) <= 1) return nearDay.format(days, 'day');
  return dateIn(yearOf(ms) === yearOf(nowMs) ? dateOf : farDateOf, ms);
}
export const timeInWords = (ms: number) => dateIn(timeOf, ms);

/** How long something took: minutes, or hours and minutes. */
export function lengthInWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs));
  return words.event.length(Math.floor(minutes / 60), minutes % 60);
}

/** How long until an instant: days, hours and minutes, or minutes and seconds. */
export function untilInWords(leftMs: number): string {
  if (leftMs >= 2 * dayMs) return inDays.format(Math.round(leftMs / dayMs), 'day');
  if (leftMs >= hourMs) return words.event.inTime(lengthInWords(leftMs));
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return words.event.inTime(words.event.countdown(Math.floor(seconds / 60), seconds % 60));
}

/** How often that text changes, ms. */
export const untilChangesMs = (leftMs: number) => (leftMs >= hourMs + minuteMs ? minuteMs / 2 : 1_000);
