import { NameUnknown } from './announced.ts';
import { wallNow } from './clocks.ts';
import { type Closing, createClosing } from './closing.ts';
import { BadSetting, readSettings, type Settings } from './config.ts';
import { DirectoryUnusable } from './dataDirectory.ts';
import { ownEvent } from './events/openEvent.ts';
import { CertificateUnusable } from './http/certificate.ts';
import { PortUnavailable } from './http/listen.ts';
import { createLog } from './log.ts';
import { WorkerUnavailable } from './media/workers.ts';
import { createParts } from './parts.ts';
import { printLinks } from './printLinks.ts';
import { RegistryUnreachable } from './registry/connection.ts';
import { RedisUnavailable } from './registry/privateRedis.ts';
import { acquireResources, type Resources } from './resources.ts';
import { serve } from './serve.ts';
import { FileUnwritable } from './wholeFile.ts';

/** Settings → resources of the machine → parts → pages and sockets → the links that a person needs next. */
async function start(settings: Settings, closing: Closing): Promise<Resources> {
  const log = createLog(settings.LOG_LEVEL);
  const resources = await acquireResources(settings, log, closing);
  const parts = createParts(settings, resources, log, closing);
  serve(settings, resources, parts, closing);

  const { events, openEvent, sessions } = parts;
  const { scheme, port, originNow } = resources;
  const first = await ownEvent(events, openEvent, wallNow);
  await printLinks(
    { scheme, port, origin: originNow(), dataDirectory: settings.DATA_DIR },
    { event: first.id, title: first.title, moderatorToken: await sessions.linkTo(first.id) },
  );
  return resources;
}

/**
 * Each says in its message what is missing and what to do; anything else is a defect, and is printed with its stack.
 */
const expectedErrors = [
  BadSetting,
  CertificateUnusable,
  DirectoryUnusable,
  FileUnwritable,
  NameUnknown,
  PortUnavailable,
  RedisUnavailable,
  RegistryUnreachable,
  WorkerUnavailable,
];

/** A file that cannot be opened has a path; a full or read-only disk is recognised by its code. */
const isFileError = (error: unknown) =>
  error instanceof Error &&
  'syscall' in error &&
  ('path' in error || /^(ENOSPC|EDQUOT|EROFS|EIO)$/.test((error as NodeJS.ErrnoException).code ?? ''));

// The stack only: ioredis attaches the command to its errors, with the data that was to be written.
const closing = createClosing((error) => console.error(error instanceof Error ? error.stack : error));
const end = () => void closing.run().then((isClean) => process.exit(isClean ? 0 : 1));
let onHangUp = () => {};
// A terminal that hangs up ends its programs; without one SIGHUP asks a server to read its files again.
process.on('SIGHUP', () => (process.stdout.isTTY ? end() : onHangUp()));
process.once('SIGINT', end);
process.once('SIGTERM', end);
try {
  const { renewCertificate } = await start(readSettings(process.env), closing);
  onHangUp = renewCertificate;
} catch (error) {
  await closing.run();
  const isExpected = isFileError(error) || expectedErrors.some((kind) => error instanceof kind);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
}
