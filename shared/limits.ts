/** So many turns in so many seconds. */
export type Turns = { turns: number; seconds: number };

/**
 * Whom a limit is shared by: one connection; one browser, by its cookie, or whoever has its address where it shows none;
 * one address (of IPv6 its /64); all browsers of a network that are new here; a network (/24, /64); all of this server.
 */
export const scopes = ['socket', 'device', 'address', 'newcomers', 'network', 'server'] as const;
export type Scope = (typeof scopes)[number];

const per = (turns: number, seconds: number): Turns => ({ turns, seconds });

/** A browser is new here for so long after its cookie was given: cookies cost nothing, time does. */
export const newcomerMs = 10 * 60_000;

/**
 * How often: a whole venue may stand behind one address, and come back at once after an outage; a stranger with many
 * cookies or addresses may not have more than that.
 */
export const rates = {
  /** Events: a handful, then one a minute. */
  openEvent: { address: per(20, 1_200), network: per(60, 1_200) },
  /** A page that joins asks three; a thousand come within twenty seconds. Each costs this process a millisecond or two. */
  rest: { address: per(1_500, 10), network: per(3_000, 10) },
  /** Connections: a thousand viewers who come back try several times each. */
  connect: { address: per(6_000, 60), network: per(12_000, 60) },
  /** All places of an event at once, then six a second: whoever watches is told of each. */
  goLive: { address: per(60, 10), network: per(120, 10) },
  watch: { address: per(2_000, 60), network: per(4_000, 60) },
  say: { device: per(5, 10), newcomers: per(20, 10), network: per(60, 10) },
  react: { device: per(25, 10), newcomers: per(250, 10), network: per(1_000, 10) },
  report: { device: per(20, 60), newcomers: per(60, 60), network: per(200, 60) },
} as const satisfies Record<string, Partial<Record<Exclude<Scope, 'socket' | 'server'>, Turns>>>;
export type RateName = keyof typeof rates;

/**
 * How much is asked over sockets; it is counted where they are, in one process. `turns` at once, then as many each
 * `seconds`. A device and a network have several sockets: a thousand phones of a venue ask one or two things a second.
 */
export const askRates = {
  /** A page that joins asks ten things at once, one that resizes about ten a second. */
  ask: { socket: per(60, 3), device: per(300, 5), network: per(10_000, 5) },
  /** What all who watch, or moderate, are told of: nobody means it oftener. */
  askRare: { socket: per(10, 5), device: per(120, 5), network: per(1_500, 5) },
  /** What costs a transport, or reads all that is held of somebody, or much of what an event holds: a venue comes back within ten seconds. */
  askCostly: { socket: per(20, 10), device: per(120, 10), network: per(2_500, 10) },
  /** Refusals for asking too fast; who goes on is hung up on. */
  beRefused: { socket: per(300, 30) },
} as const satisfies Record<string, { socket: Turns; device?: Turns; network?: Turns }>;
export type AskRateName = keyof typeof askRates;

/** How much at once. */
export const caps = {
  /** Connections of TCP; a page has one to three. */
  connections: { address: 6_000, network: 8_000, server: 20_000 },
  /** Those on which nothing was asked yet: the oldest is closed for the next one. */
  unaskedConnections: { address: 500, network: 1_000 },
  /** Requests of HTTP on one connection that are not answered yet. */
  pipelined: { socket: 8 },
  /** Requests of REST that are worked on: 150 a second, at half a second each where the registry is slow. */
  inProgress: { address: 80, network: 160 },
  sockets: { device: 60, network: 3_000 },
  /** Questions that are not answered yet. */
  questions: { socket: 64 },
  /** Bytes that wait to be sent to whoever does not read them: a grid's newest stills and an event whole are 0.5 MB. */
  waitingBytes: { socket: 1_500_000, server: 128_000_000 },
  /** Bytes of a message: a whole grid's wish is 4 kB, RTP capabilities 6 kB; nothing that a page sends is larger. */
  messageBytes: { socket: 64_000 },
  /** Cameras on the air at one event: the demo has twelve in one page. */
  cameras: { socket: 1, device: 24 },
  /** Listed events that are ahead, or began within a day: others' must not vanish from a list of 200. */
  listedEvents: { network: 60 },
  /** In slow mode, messages within the time that one sender waits. */
  slowMessages: { device: 1, newcomers: 5, network: 30 },
  /** Reports of one perspective that are kept. */
  reports: { device: 1, address: 5, network: 20, server: 5_000 },
  /** Percent of a media worker that may be taken as filled before it is measured. */
  presumedLoad: { network: 25 },
} as const satisfies Record<string, Partial<Record<Scope, number>>>;

/**
 * Who asks, as limits know it: digests. Places and loads are shared by `site`, a /48 of IPv6, else the network; `newUntil`
 * is when a browser is no newcomer any more, ms.
 */
export type Asker = { device: string; address: string; network: string; site: string; newUntil: number };
