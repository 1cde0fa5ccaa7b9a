import type { By, Fields, LogEntry } from '../../../shared/curationLog.ts';
import { doorsSchema } from '../../../shared/domain.ts';
import type { Right } from '../../../shared/rights.ts';
import { words } from '../../words/words.ts';

/** The author of an entry in words: you, a moderator by name or short id, the event, or a spectator. */
export function byWhom(by: By, me: string | null): string {
  if (by.is === 'event') return words.moderate.log.byEvent;
  if (by.is === 'spectator') return words.moderate.log.bySpectator;
  if (by.id === me) return words.moderate.log.you;
  return by.name || words.moderate.log.moderator(by.id.slice(0, 4));
}

export function whatWasDone({ act, whom, target }: Pick<LogEntry, 'act' | 'whom' | 'target'>): string {
  const isNamed = target.is === 'perspective' && whom !== '';
  return isNamed ? words.moderate.log.doneTo(words.acts[act], whom) : words.acts[act];
}

type Field = keyof typeof words.moderate.log.fields;
const isField = (name: string): name is Field => Object.hasOwn(words.moderate.log.fields, name);

function valueInWords(field: Field, value: Fields[string]): string {
  const { log } = words.moderate;
  const doors = doorsSchema.safeParse(value);
  if (field === 'doors' && doors.success) return words.moderate.doorsNames[doors.data];
  if (field === 'nudgeMs') return `${value} ms`;
  if (field === 'mutedUntil') return Number(value) > 0 ? log.clock(Number(value)) : log.not;
  if (field === 'endsAt') return value === null || value === '' ? log.not : log.clock(Number(value));
  if (field === 'out') return value === 'removed' || value === 'banned' ? log.outs[value] : log.not;
  if (field === 'view') return value ? log.offered : log.none;
  if (typeof value === 'boolean') return value ? log.yes : log.no;
  if (value === null || value === '') return log.none;
  return String(value);
}

export type ChangeInWords = { field: string; before: string; after: string };

/** The changed fields of an entry in words, without internal ones. */
export function changesOf({ before, after }: Pick<LogEntry, 'before' | 'after'>): ChangeInWords[] {
  return Object.keys(after).flatMap((name) => {
    if (!isField(name) || before[name] === after[name]) return [];
    const values = { before: valueInWords(name, before[name] ?? null), after: valueInWords(name, after[name] ?? null) };
    return [{ field: words.moderate.log.fields[name], ...values }];
  });
}

const needs: Record<LogEntry['target']['is'], Right> = {
  event: 'run',
  perspective: 'curate',
  message: 'talk',
  sender: 'talk',
};

/** Whether undo is offered for these rights; the server checks again. */
export function mayUndo({ act, target, undoneBy }: LogEntry, rights: readonly Right[]): boolean {
  const isFinal = act === 'share' || act === 'rotate' || act === 'takeBack';
  return !isFinal && target.id !== '' && undoneBy === null && rights.includes(needs[target.is]);
}
