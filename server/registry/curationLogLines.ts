import type { Redis } from 'ioredis';
import type { LogEntry } from '../../shared/curationLog.ts';
import { keys } from './keys.ts';
import { countOf, logRecord, type ReadStored } from './stored.ts';

/** Lines read per command, from the newest on, as long as the caller wants more. */
const batchSize = 500;

/** A Lua function: how many lines were trimmed; an invalid number counts as 0, as everywhere. */
export const trimmedOf = `
local function trimmedOf(key)
  local count = tonumber(redis.call('GET', key) or '') or 0
  return count > 0 and count < 2^53 and count == math.floor(count) and count or 0
end`;

/** Replaces a line if it is unchanged. KEYS log, trimmed; ARGV id, the old text, the new one. */
const replaceScript = `${trimmedOf}
local index = ARGV[1] - trimmedOf(KEYS[2]) - 1
if index < 0 or redis.call('LINDEX', KEYS[1], index) ~= ARGV[2] then return 0 end
redis.call('LSET', KEYS[1], index, ARGV[3])
return 1`;

/** A line as stored and as parsed. `lines` is how many lines there ever were, including trimmed ones. */
export type CurationLogLine = { text: string; entry: LogEntry; lines: number };

/** The entries of curation logs by their ids, which follow from their positions. */
export function createCurationLogLines(redis: Redis, readStored: ReadStored) {
  const parse = (event: string, id: number, text: string | null | undefined): LogEntry | null => {
    const entry = readStored(logRecord, text, keys.log.of(event), String(id));
    return entry && { ...entry, id };
  };
  const bounds = async (event: string) => {
    const [text, count] = await Promise.all([redis.get(keys.logTrimmed.of(event)), redis.llen(keys.log.of(event))]);
    const trimmed = countOf(text);
    return { trimmed, last: trimmed + count };
  };

  return {
    async at(event: string, id: number): Promise<CurationLogLine | null> {
      const { trimmed, last } = await bounds(event);
      const text = id > trimmed ? await redis.lindex(keys.log.of(event), id - trimmed - 1) : null;
      const entry = parse(event, id, text);
      return text && entry ? { text, entry, lines: last } : null;
    },

    /** From the newest on. `isRelevant` tests the text before it is parsed, which is quicker. */
    async *backwards(event: string, isRelevant: (text: string) => boolean): AsyncGenerator<CurationLogLine> {
      const { trimmed, last } = await bounds(event);
      for (let to = last; to > trimmed; to -= batchSize) {
        const from = Math.max(trimmed + 1, to - batchSize + 1);
        const texts = await redis.lrange(keys.log.of(event), from - trimmed - 1, to - trimmed - 1);
        for (const [index, text] of [...texts.entries()].reverse()) {
          const entry = isRelevant(text) ? parse(event, from + index, text) : null;
          if (entry) yield { text, entry, lines: last };
        }
      }
    },

    replace: ({ text, entry }: CurationLogLine, event: string, next: Omit<LogEntry, 'id'>) =>
      redis.eval(
        replaceScript,
        2,
        ...[keys.log.of(event), keys.logTrimmed.of(event)],
        ...[entry.id, text, JSON.stringify(next)],
      ),
  };
}

export type CurationLogLines = ReturnType<typeof createCurationLogLines>;
