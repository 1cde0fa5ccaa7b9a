/**
 * All keys, each with its time to live in seconds, or the reason why it has none. The strings are what is stored: if one
 * changed, an upgrade would lift bans and show deleted messages again. Names here may change.
 */

const hour = 3_600;
const day = 24 * hour;

/**
 * Personal data is deleted with the event's retention, by a sweep; it expires this long after its last write at the
 * latest.
 */
const personal = 'personal';

export const keys = {
  /** STRING, JSON of an event; counted from its start or from its last sign of life, whichever is later. */
  event: { of: (id: string) => `polyscope:event:${id}`, ttl: 30 * day },
  /** STRING, an event that is known by its link only; counted in the same way. */
  unlistedEvent: { of: (id: string) => `polyscope:event:${id}`, ttl: 12 * hour },
  /** ZSET, listed event → start (ms). */
  events: { of: () => 'polyscope:events', ttl: 'its members go when their event has gone' },
  /** GEO, listed event with a venue. */
  eventPlaces: { of: () => 'polyscope:events:places', ttl: 'its members go when their event has gone' },
  /** ZSET, event with personal data → its last sign of life (ms). */
  activity: { of: () => 'polyscope:activity', ttl: 'swept: see retention' },
  /** ZSET, event with a perspective that is present → when a server last asserted one (ms). */
  presentIn: { of: () => 'polyscope:present', ttl: 'swept: see presence' },
  /** ZSET, event with a live camera → when a server last asserted one (ms). */
  liveIn: { of: () => 'polyscope:live', ttl: 'its members go with those of the events with somebody present' },
  /** HASH, from and until when an event was filmed (ms), and by how many cameras that were taken back. */
  filmed: { of: (event: string) => `polyscope:event:${event}:filmed`, ttl: 'that of its event' },
  /** HyperLogLog, how many cameras filmed an event; no camera can be read from it. */
  filmedBy: { of: (event: string) => `polyscope:event:${event}:filmed:by`, ttl: 'that of its event' },
  /**
   * ZSET, random member per event that a network listed → its start (ms), until a day after it; the key holds a digest
   * of the network.
   */
  listedBy: { of: (network: string) => `polyscope:listed:${network}`, ttl: 'until a day after the last start' },
  /** STRING, id of the event that this installation opened for its operator. */
  ownEvent: { of: () => 'polyscope:own', ttl: 'one for good: the next one replaces it' },
  /** STRING, one per server, which checks it every few seconds: if it is missing, the data may be, too. */
  node: { of: (id: string) => `polyscope:node:${id}`, ttl: day },
  /** STRING, used points of a rate limit; the key holds a digest of who asked. */
  rate: { of: () => 'polyscope:rate', ttl: 'each for the span of its limit' },

  /** ZSET, perspective that is present → when a server last asserted it (ms). */
  present: { of: (event: string) => `polyscope:event:${event}:present`, ttl: personal },
  /**
   * ZSET, tombstone (digest) of a perspective that was taken back → when (s): a server that was cut off must not write
   * it again.
   */
  tombstones: { of: (event: string) => `polyscope:event:${event}:taken-back`, ttl: day },
  /** ZSET, perspective that has gone → when (ms); without those in `decided`. */
  former: { of: (event: string) => `polyscope:event:${event}:former`, ttl: personal },
  /** ZSET, perspective that has gone and about which something was decided → when it went (ms). */
  decided: { of: (event: string) => `polyscope:event:${event}:decided`, ttl: personal },
  /** HASH, perspective → JSON of its record, also of those that may come back. */
  perspectives: { of: (event: string) => `polyscope:event:${event}:perspectives`, ttl: personal },
  /** HASH, perspective → JSON of what moderators decided about it. */
  curation: { of: (event: string) => `polyscope:event:${event}:curation`, ttl: personal },
  /** ZSET, perspective that was removed or banned → when (ms). */
  out: { of: (event: string) => `polyscope:event:${event}:removed`, ttl: personal },
  /** HASH, digest of a camera id → perspective. */
  cameras: { of: (event: string) => `polyscope:event:${event}:cameras`, ttl: personal },
  /** HASH, perspective → JSON of the digests of its camera, device and network. */
  origins: { of: (event: string) => `polyscope:event:${event}:origins`, ttl: personal },
  /** HASH, digest of a camera, device or network → JSON of its ban or trust. */
  admissions: { of: (event: string) => `polyscope:event:${event}:marks`, ttl: personal },
  /** ZSET, the same digests → since when (ms). */
  admissionDates: { of: (event: string) => `polyscope:event:${event}:marked`, ttl: personal },
  /** GEO, perspective → the centre of its coarse cell, never anything finer. */
  places: { of: (event: string) => `polyscope:event:${event}:places`, ttl: personal },
  /**
   * LIST, JSON of the newest lines of the curation log; the line at index n has the id n + 1 + the number of trimmed
   * lines.
   */
  log: { of: (event: string) => `polyscope:event:${event}:log`, ttl: personal },
  /** STRING, how many lines were trimmed from the start of that log. */
  logTrimmed: { of: (event: string) => `polyscope:event:${event}:log:trimmed`, ttl: personal },
  /** LIST, JSON of the newest messages. */
  messages: { of: (event: string) => `polyscope:event:${event}:messages`, ttl: personal },
  /** HASH, message → JSON of what moderators decided about it. */
  messageDecisions: { of: (event: string) => `polyscope:event:${event}:messages:marks`, ttl: personal },
  /** HASH, sender → JSON of their mute. */
  mutes: { of: (event: string) => `polyscope:event:${event}:senders`, ttl: personal },
  /** ZSET, the same senders → until when they are muted (ms). */
  muted: { of: (event: string) => `polyscope:event:${event}:muted`, ttl: personal },
  /** HASH, sender → digest of the network of its last message. */
  speakers: { of: (event: string) => `polyscope:event:${event}:speakers`, ttl: personal },
  /** ZSET, sender who is not muted → its last message (ms). */
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
  /** HASH, perspective → how long it was watched, by all viewers together (ms). */
  watched: { of: (event: string) => `polyscope:event:${event}:watched`, ttl: personal },
  /** HASH, perspective → how long its media arrived (ms). */
  filmedTime: { of: (event: string) => `polyscope:event:${event}:filmedTime`, ttl: personal },
  /** ZSET, perspective → how many watched it at once, at most. */
  mostWatching: { of: (event: string) => `polyscope:event:${event}:mostWatching`, ttl: personal },
  /** HyperLogLog, how many devices watched a perspective; no device can be read from it. */
  viewers: {
    of: (event: string, perspective: string) => `polyscope:event:${event}:viewers:${perspective}`,
    ttl: personal,
  },
} as const;
