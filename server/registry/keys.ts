/** Every key, with its time to live in seconds or the reason why it has none. */

const hour = 3_600;
const day = 24 * hour;

/** Whatever is about a person goes with the event's retention, by a sweep; this long after its last write at the latest. */
const personal = 'personal';

export const keys = {
  /** STRING, JSON of an event; counted from its start, or from the last sign of life in it, whichever is later. */
  event: { of: (id: string) => `polyscope:event:${id}`, ttl: 30 * day },
  /** STRING, an event known by its link only; counted alike. */
  unlistedEvent: { of: (id: string) => `polyscope:event:${id}`, ttl: 12 * hour },
  /** ZSET, listed event → start (ms). */
  events: { of: () => 'polyscope:events', ttl: 'its members go when their event has gone' },
  /** GEO, listed event with a venue. */
  eventPlaces: { of: () => 'polyscope:events:places', ttl: 'its members go when their event has gone' },
  /** ZSET, event with something personal in it → its last sign of life (ms). */
  activity: { of: () => 'polyscope:activity', ttl: 'swept: see retention' },
  /** ZSET, event with somebody present → when a node last asserted one there (ms). */
  presentIn: { of: () => 'polyscope:present', ttl: 'swept: see presence' },
  /** ZSET, event with a camera whose media flows → when a node last asserted one there (ms). */
  liveIn: { of: () => 'polyscope:live', ttl: 'its members go with those of the events with somebody present' },
  /** ZSET, an event that a network listed, not which one → its start (ms), until a day after it; its name holds a digest of the network. */
  listedBy: { of: (network: string) => `polyscope:listed:${network}`, ttl: 'until a day after the last start' },
  /** STRING, id of the event of whoever runs the server. */
  ownEvent: { of: () => 'polyscope:own', ttl: 'one for good: the next one replaces it' },
  /** STRING, a server that is here, which looks every few seconds whether it is: missing, all that was written may be. */
  node: { of: (id: string) => `polyscope:node:${id}`, ttl: day },
  /** STRING, how much of a limit was used; its name holds a digest of an address. */
  rate: { of: () => 'polyscope:rate', ttl: 'each for the span of its limit' },

  /** ZSET, perspective that is present → when a node last asserted it (ms). */
  present: { of: (event: string) => `polyscope:event:${event}:present`, ttl: personal },
  /** ZSET, digest of a perspective that was taken back → when (s): a server that was away meanwhile must not write it anew. */
  takenBack: { of: (event: string) => `polyscope:event:${event}:taken-back`, ttl: day },
  /** ZSET, perspective that has gone → when (ms); not those found to be decided about. */
  former: { of: (event: string) => `polyscope:event:${event}:former`, ttl: personal },
  /** ZSET, perspective that has gone and that somebody decided something about → when it went (ms). */
  decided: { of: (event: string) => `polyscope:event:${event}:decided`, ttl: personal },
  /** HASH, perspective → JSON of its record; also of those that may come back. */
  perspectives: { of: (event: string) => `polyscope:event:${event}:perspectives`, ttl: personal },
  /** HASH, perspective → JSON of what moderators decided about it. */
  curation: { of: (event: string) => `polyscope:event:${event}:curation`, ttl: personal },
  /** ZSET, perspective that was removed or banned → when (ms). */
  out: { of: (event: string) => `polyscope:event:${event}:removed`, ttl: personal },
  /** HASH, digest of a camera id → perspective. */
  cameras: { of: (event: string) => `polyscope:event:${event}:cameras`, ttl: personal },
  /** HASH, perspective → JSON of the digests of its camera, device and network. */
  origins: { of: (event: string) => `polyscope:event:${event}:origins`, ttl: personal },
  /** HASH, digest of a camera, device or network → JSON of who is banned or trusted by it. */
  marks: { of: (event: string) => `polyscope:event:${event}:marks`, ttl: personal },
  /** ZSET, the same digests → since when (ms). */
  marked: { of: (event: string) => `polyscope:event:${event}:marked`, ttl: personal },
  /** GEO, perspective → the centre of its coarse cell; never anything finer. */
  places: { of: (event: string) => `polyscope:event:${event}:places`, ttl: personal },
  /** LIST, JSON of the newest lines of the event's log; line n has the id n + 1 + how many were trimmed before it. */
  log: { of: (event: string) => `polyscope:event:${event}:log`, ttl: personal },
  /** STRING, how many lines were trimmed from the beginning of the log. */
  logTrimmed: { of: (event: string) => `polyscope:event:${event}:log:trimmed`, ttl: personal },
  /** LIST, JSON of the newest messages. */
  messages: { of: (event: string) => `polyscope:event:${event}:messages`, ttl: personal },
  /** HASH, message → JSON of what moderators decided about it. */
  messageMarks: { of: (event: string) => `polyscope:event:${event}:messages:marks`, ttl: personal },
  /** HASH, sender → JSON of what moderators decided about them. */
  senders: { of: (event: string) => `polyscope:event:${event}:senders`, ttl: personal },
  /** ZSET, the same senders → until when they are muted (ms). */
  muted: { of: (event: string) => `polyscope:event:${event}:muted`, ttl: personal },
  /** HASH, sender → digest of the network it spoke from last. */
  speakers: { of: (event: string) => `polyscope:event:${event}:speakers`, ttl: personal },
  /** ZSET, sender who is not muted → when it spoke last (ms). */
  spoke: { of: (event: string) => `polyscope:event:${event}:spoke`, ttl: personal },
  /** HASH, reaction → how many. */
  reactions: { of: (event: string) => `polyscope:event:${event}:reactions`, ttl: personal },
  /** STRING, how many messages of a sender, of a network, or of newcomers from it, count in slow mode. */
  slow: { of: (event: string, who: string) => `polyscope:event:${event}:slow:${who}`, ttl: 'the wait itself' },
  /** HASH, `by:REPORTER` → JSON of a report, `in:REPORTER` → digest of its network, `from:ADDRESS` → how many. */
  reports: {
    of: (event: string, perspective: string) => `polyscope:event:${event}:reports:${perspective}`,
    ttl: personal,
  },
  /** ZSET, perspective that was reported → its newest report (ms). */
  reported: { of: (event: string) => `polyscope:event:${event}:reported`, ttl: personal },
  /** HASH, perspective → how long it was watched, all viewers together (ms). */
  watched: { of: (event: string) => `polyscope:event:${event}:watched`, ttl: personal },
  /** HyperLogLog, how many devices watched a perspective; none of them can be read from it. */
  viewers: {
    of: (event: string, perspective: string) => `polyscope:event:${event}:viewers:${perspective}`,
    ttl: personal,
  },
} as const;
