/** How Redis says that it cannot serve for now, whatever was asked: what its error begins with → a sentence for who runs it. */
const refusing = {
  READONLY: 'Redis is a read-only replica',
  OOM: 'Redis has no memory left (see its maxmemory)',
  MISCONF: 'Redis cannot write to its disk',
  LOADING: 'Redis is still loading its data',
  MASTERDOWN: 'Redis has lost its primary',
  CLUSTERDOWN: 'the Redis cluster is down',
  TRYAGAIN: 'the Redis cluster is moving its keys',
  MOVED: 'Redis is a cluster, which is not supported yet',
  ASK: 'Redis is a cluster, which is not supported yet',
  CROSSSLOT: 'Redis is a cluster, which is not supported yet',
  NOREPLICAS: 'Redis has too few replicas to accept writes',
  BUSY: 'a script keeps Redis busy',
  UNBLOCKED: 'Redis has just changed its role',
  NOAUTH: 'Redis asks for a password (see REDIS_URL)',
  WRONGPASS: 'Redis refuses the password (see REDIS_URL)',
  NOPERM: 'Redis does not let this user write (see REDIS_URL)',
  'ERR max number of clients': 'Redis has as many clients as it takes (see its maxclients)',
} as const;

/** Older ones wrap what a script ran into: `ERR Error running script (…): @user_script:6: -OOM command …`. */
const byRefusing = new RegExp(
  `^(?:ERR Error running script.*?-|EXECABORT Transaction discarded because of: -?)?(${Object.keys(refusing).join('|')})\\b`,
);
const unanswered = /timed out/i;
const unreachable =
  /ECONN|ENOENT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|max retries|connection is closed|connection close|isn't writeable/i;

/** Why Redis refuses, in a sentence, if this error says so; null for every other error. */
export function refusalIn(error: unknown): string | null {
  const code = error instanceof Error ? byRefusing.exec(error.message)?.[1] : undefined;
  return code ? refusing[code as keyof typeof refusing] : null;
}

/** Why the registry is down, in a sentence, if this error says so; null for every other error. */
export function outageIn(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { name, message } = error;
  if (unanswered.test(message)) return 'Redis does not answer in time';
  if (unreachable.test(`${name} ${message}`)) return 'Redis cannot be reached';
  // A transaction that was not run at all: the errors of its commands stand beside it.
  const { previousErrors = [] } = error as { previousErrors?: unknown[] };
  return refusalIn(error) ?? previousErrors.map(outageIn).find((why) => why !== null) ?? null;
}
