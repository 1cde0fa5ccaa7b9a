/** At most `count` requests within `seconds`. */
export type Rate = { count: number; seconds: number };

/**
 * Who shares a limit: one connection; one browser, by its cookie or else its address; one address (of IPv6 its /64);
 * all new browsers of a network; a network (/24, /64); the whole server.
 */
export const scopes = ['socket', 'device', 'address', 'newcomers', 'network', 'server'] as const;
export type Scope = (typeof scopes)[number];

const per = (count: number, seconds: number): Rate => ({ count, seconds });

/** A browser is a newcomer for this long after it got its cookie: new cookies cost nothing, time does. */
export const newcomerMs = 10 * 60_000;

/**
 * Rates. A whole venue may share one address and reconnect at once after an outage; one person with many cookies gets
 * no more than a venue.
 */
export const rates = {
  /** Twenty events, then one a minute. */
  openEvent: { address: per(20, 1_200), network: per(60, 1_200) },
  /** A page asks four times as it opens (its HTML counts), and a thousand open within twenty seconds. Each request takes 1 or 2 ms of CPU. */
  rest: { address: per(2_000, 10), network: per(4_000, 10) },
  /** A thousand viewers who come back try several times each. */
  connect: { address: per(6_000, 60), network: per(12_000, 60) },
  /** All slots of an event at once, then six a second: each camera is announced to all viewers. */
  goLive: { address: per(60, 10), network: per(120, 10) },
  watch: { address: per(2_000, 60), network: per(4_000, 60) },
  say: { device: per(5, 10), newcomers: per(20, 10), network: per(60, 10) },
  react: { device: per(25, 10), newcomers: per(250, 10), network: per(1_000, 10) },
  report: { device: per(20, 60), newcomers: per(60, 60), network: per(200, 60) },
} as const satisfies Record<string, Partial<Record<Exclude<Scope, 'socket' | 'server'>, Rate>>>;
export type RateName = keyof typeof rates;

/**
 * Requests over sockets, counted in the process that has the socket: `count` at once, then as many per `seconds`. A
 * device and a network have several sockets: a thousand phones of a venue ask for one or two things a second.
 */
export const askRates = {
  /** A page that joins sends ten requests at once, one that resizes about ten a second. */
  ask: { socket: per(60, 3), device: per(300, 5), network: per(10_000, 5) },
  /** Requests that notify all viewers or moderators. */
  askRare: { socket: per(10, 5), device: per(120, 5), network: per(1_500, 5) },
  /** Requests that make a transport, or read much from the registry. A whole venue comes back within ten seconds. */
  askCostly: { socket: per(20, 10), device: per(120, 10), network: per(2_500, 10) },
  /** `tooFast` refusals; a socket that goes on is disconnected. */
  beRefused: { socket: per(300, 30) },
} as const satisfies Record<string, { socket: Rate; device?: Rate; network?: Rate }>;
export type AskRateName = keyof typeof askRates;

/** Limits of what exists or waits at the same time. */
export const caps = {
  /** TCP connections; a page has one to three. */
  connections: { address: 6_000, network: 8_000, server: 20_000 },
  /** TCP connections without a request so far: the oldest is closed for the next one. */
  unaskedConnections: { address: 500, network: 1_000 },
  /** Unanswered HTTP requests on one connection. */
  pipelined: { socket: 8 },
  /** REST requests in progress: 150 a second, at half a second each if the registry is slow. */
  inProgress: { address: 80, network: 160 },
  sockets: { device: 60, network: 3_000 },
  /** Sockets that poll: whole companies, but no venue, are behind a proxy that lets no WebSocket through. */
  polling: { address: 800, network: 1_000, server: 4_000 },
  /** Unanswered requests over a socket. */
  questions: { socket: 64 },
  /** Bytes that wait for a client that does not read them. The stills of a grid and a whole event are 0.5 MB. */
  waitingBytes: { socket: 1_500_000, server: 128_000_000 },
  /** Bytes of a message. The largest that pages send are RTP capabilities, 6 kB; `wantTiles` of a whole grid is 4 kB. */
  messageBytes: { socket: 64_000 },
  /** Live cameras at one event: the demo has twelve in one page. */
  cameras: { socket: 1, device: 24 },
  /** Listed events that are ahead, or began within a day: one network must not fill the list of 200. */
  listedEvents: { network: 60 },
  /** In slow mode, messages within the waiting time of one sender. */
  slowMessages: { device: 1, newcomers: 5, network: 30 },
  /** Reports kept about one perspective. */
  reports: { device: 1, address: 5, network: 20, server: 5_000 },
  /** Percent of a media worker that may be presumed as load before it is measured. */
  presumedLoad: { network: 25 },
} as const satisfies Record<string, Partial<Record<Scope, number>>>;

/**
 * Digests of the client that asks. Slots and loads are shared out by `site`: a /48 of IPv6, otherwise the network.
 * `newUntil` is when a browser stops being a newcomer, ms.
 */
export type Asker = { device: string; address: string; network: string; site: string; newUntil: number };

/** Events are stored from their opening until some time after their start: without this limit, possibly for ever. */
export const furthestAheadMs = 2 * 366 * 86_400_000;
