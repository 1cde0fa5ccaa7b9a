/** Every key, with its time to live in seconds or the reason why it has none. */

const hour = 3_600;
const day = 24 * hour;

export const keys = {
  /** STRING, JSON of an event. */
  event: { of: (id: string) => `polyscope:event:${id}`, ttl: 30 * day },
  /** STRING, an event known by its link only. */
  unlistedEvent: { of: (id: string) => `polyscope:event:${id}`, ttl: 12 * hour },
  /** ZSET, listed event → start (ms). */
  events: { of: () => 'polyscope:events', ttl: 'its members go when their event has gone' },
  /** GEO, listed event with a venue. */
  eventPlaces: { of: () => 'polyscope:events:places', ttl: 'its members go when their event has gone' },
  /** HASH, perspective → JSON of its record; also of those that may come back. */
  perspectives: { of: (event: string) => `polyscope:event:${event}:perspectives`, ttl: day },
  /** HASH, digest of a camera id → perspective. */
  cameras: { of: (event: string) => `polyscope:event:${event}:cameras`, ttl: day },
  /** GEO, perspective → the centre of its coarse cell; never anything finer. */
  places: { of: (event: string) => `polyscope:event:${event}:places`, ttl: day },
  /** ZSET, `event/perspective` → when a node last asserted it (ms). */
  present: { of: () => 'polyscope:present', ttl: 'swept: see presence' },
} as const;
