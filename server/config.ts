import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { agreedBps } from '../shared/layers.ts';
import { fullWorker } from '../shared/load.ts';
import { originOf } from './auth/origins.ts';
import { isReachable } from './ownAddresses.ts';
import { minSecretLength } from './tokenSecret.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const optional = z
  .string()
  .transform((text) => text || undefined)
  .optional();

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
  );

/** A name, an IPv4 or an IPv6 address. */
const isHost = (text: string) => isIP(text) > 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(text);

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';
}
/** As browsers write them: without a slash at the end, a default port or capitals. */
const origins = list.transform((texts, context) =>
  texts.map((text) => {
    const origin = originOf(text);
    if (!origin) context.addIssue(`write each as https://example.org; ${JSON.stringify(text)} is no origin`);
    return origin ?? '';
  }),
);

/** Every setting: its variable, schema and default. `config/env.example` says what each means. */
export const settingsSchema = z.object({
  HOST: optional,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3_000),
  REDIS_URL: optional.refine((url) => !url || isRedisUrl(url), 'a redis:// or rediss:// URL'),
  ANNOUNCED_ADDRESS: list
    .refine((all) => all.every(isHost), 'IP addresses or host names, comma separated, without ports')
    .refine(
      (all) => all.every(isReachable),
      'others cannot reach one of these: no 0.0.0.0 or ::, which stand for all addresses, no fe80:… or name with %, which hold on one cable only, no groups. Set the public address of this machine, or leave it empty',
    ),
  RTC_PORT: port.default(44_400),
  WORKERS: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  DATA_DIR: z
    .string()
    .default('data')
    .transform((path) => resolve(path)),
  TOKEN_SECRET: z.string().min(minSecretLength).optional(),
  OPEN_KEY: z.string().min(8).max(200).optional(),
  ALLOWED_ORIGINS: origins,
  RETENTION_HOURS: z.coerce.number().min(0.1).max(720).default(24),
  RATE_SCALE: z.coerce.number().min(0.01).max(1_000_000).default(1),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn'),
  MEDIASOUP_WORKER_BIN: optional,
  TLS_CERT: optional,
  TLS_KEY: optional,
  TURN_URLS: list,
  TURN_SECRET: optional,
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  MAX_PERSPECTIVES: z.coerce.number().int().min(1).max(1_000).default(60),
  MAX_VIEWERS: z.coerce.number().int().min(1).max(100_000).default(1_000),
  MAX_WORKER_MBPS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(fullWorker.bps / 1e6),
  MAX_WORKER_PACKETS: z.coerce.number().int().min(100).max(10_000_000).default(fullWorker.packets),
  MAX_PHONE_KBPS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(agreedBps / 1e3),
  METRICS_TOKEN: z.string().min(16).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Settings that cannot be used; the message is for the operator. */
export class BadSetting extends Error {}

/** Settings that only work together. */
const pairs = [
  ['TLS_CERT', 'TLS_KEY', 'the server would speak http without both'],
  ['TLS_KEY', 'TLS_CERT', 'the server would speak http without both'],
  ['TURN_URLS', 'TURN_SECRET', 'nobody could use the relays without it'],
] as const;

function pairProblems(given: Record<string, string | undefined>, parsed: Settings): string[] {
  const alone = pairs.filter(([one, other]) => given[one] && !given[other]);
  const last = parsed.RTC_PORT + parsed.WORKERS - 1;
  return [
    ...alone.map(([one, other, why]) => `${one} is set, but not ${other}: ${why}.`),
    ...(last > 65_535 ? [`RTC_PORT: the last of ${parsed.WORKERS} workers would have port ${last}.`] : []),
  ];
}

/** Reads the environment once. An empty variable counts as unset; white space around a value is removed. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const);
  const given = Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  const lines = parsed.success
    ? pairProblems(given, parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && lines.length === 0) return parsed.data;
  throw new BadSetting(`These settings cannot be used:\n  ${lines.join('\n  ')}\nSee config/env.example.`);
}
