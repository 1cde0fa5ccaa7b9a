import type { LogEntry } from './curationLog.ts';
import type { Event, Perspective } from './domain.ts';
import type { RefusalCode } from './refusals.ts';
import type { RtpCapabilities } from './rtp.ts';

/** Paths and replies of HTTP, for both sides. Bodies: `newEventSchema` of `domain.ts`; queries: `near.ts`. */
export const paths = {
  events: '/api/events',
  event: (id: string) => `/api/events/${encodeURIComponent(id)}`,
  /** A picture of the event for previews of links: a JPEG of 1200×630. */
  preview: (id: string) => `/api/events/${encodeURIComponent(id)}/preview.jpg`,
  /** The event as a calendar file. */
  calendar: (id: string) => `/api/events/${encodeURIComponent(id)}/calendar.ics`,
  /** The server's RTP capabilities; the same for all events. */
  media: '/api/media',
  /** The URL under which others reach the server: a page opened at localhost asks for it before it shows a link. */
  origin: '/api/origin',
  perspectives: (id: string) => `/api/events/${encodeURIComponent(id)}/perspectives`,
  /** Needs a moderator's token as `Authorization: Bearer`; query: `logQuerySchema` of `curationLog.ts`. */
  log: (id: string) => `/api/events/${encodeURIComponent(id)}/log`,
};

/** Codes that any HTTP request may be refused with. */
export const anyRouteRefuses: readonly RefusalCode[] = [
  'badMessage',
  'tooLarge',
  'tooFast',
  'noSuchPage',
  'foreignOrigin',
  'registryDown',
  'defect',
];

/** Further codes of each route. */
export const routeRefuses = {
  listEvents: [],
  openEvent: ['keyNeeded', 'tooManyListed', 'noSuchEvent'],
  readEvent: ['noSuchEvent'],
  readPreview: ['noSuchEvent'],
  readCalendar: ['noSuchEvent'],
  listPerspectives: ['noSuchEvent'],
  readLog: ['noSuchEvent', 'notAllowed', 'tokenMissing', 'tokenInvalid', 'tokenExpired', 'tokenRevoked'],
  readMedia: ['mediaRestarting'],
  readOrigin: [],
  readMetrics: ['notAllowed'],
} as const satisfies Record<string, readonly RefusalCode[]>;
export type RouteName = keyof typeof routeRefuses;

export const pages = {
  home: '/',
  demo: '/demo',
  watch: (event: string) => `/e/${event}`,
  live: (event: string) => `/e/${event}/live`,
  /** The server's clock, for a phone's sync check. */
  clock: (event: string) => `/e/${event}/clock`,
  /** The token stands in the fragment, which browsers send to no server. */
  moderate: (event: string, token = '') => `/e/${event}/moderate${token && `#token=${token}`}`,
};

/** `distanceM` if the list was requested near a point. `live` counts visible perspectives. */
export type ListedEvent = Event & { live: number; distanceM?: number };
/** `at`: the server's date, ms. */
export type EventsReply = { events: ListedEvent[]; at: number };
export type OpenedReply = { event: Event; links: { watch: string; live: string; moderate: string }; token: string };
export type MediaReply = { rtpCapabilities: RtpCapabilities };
/** `isForwarded`: something stands in front of the server, so that it does not know by which address others come. */
export type OriginReply = { origin: string | null; isForwarded: boolean };
/** How many cameras filmed an event, and from when until when, ms (wall clock). Nothing of it is personal. */
export type Filmed = { cameras: number; from: number; until: number };
/** `at`: the server's date, ms. `filmed`: null if nobody has filmed it yet. */
export type EventReply = { event: Event; live: number; at: number; filmed: Filmed | null };
export type LogReply = { event: string; entries: LogEntry[] };
export type PerspectivesReply = { perspectives: (Perspective & { distanceM?: number })[] };
