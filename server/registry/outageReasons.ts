/** Error replies of a Redis that cannot serve any command: how they begin → a reason for the operator. */
const errorReplies = {
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

/** Older versions wrap errors in scripts: `ERR Error running script (…): @user_script:6: -OOM command …`. */
const errorReplyPattern = new RegExp(
  `^(?:ERR Error running script.*?-|EXECABORT Transaction discarded because of: -?)?(${Object.keys(errorReplies).join('|')})\\b`,
);
const timeoutPattern = /timed out/i;
const unreachablePattern =
  /ECONN|ENOENT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|max retries|connection is closed|connection close|isn't writeable/i;

/** The reason for the operator if this is one of those error replies; null for all other errors. */
export function errorReplyReason(error: unknown): string | null {
  const code = error instanceof Error ? errorReplyPattern.exec(error.message)?.[1] : undefined;
  return code ? errorReplies[code as keyof typeof errorReplies] : null;
}

/** Why the registry is down, for the operator; null if the error is none of an outage. */
export function outageReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { name, message } = error;
  if (timeoutPattern.test(message)) return 'Redis does not answer in time';
  if (unreachablePattern.test(`${name} ${message}`)) return 'Redis cannot be reached';
  // A transaction that was not run: the errors of its commands are listed in it.
  const { previousErrors = [] } = error as { previousErrors?: unknown[] };
  return errorReplyReason(error) ?? previousErrors.map(outageReason).find((why) => why !== null) ?? null;
}
