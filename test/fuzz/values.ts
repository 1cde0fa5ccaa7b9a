import fc from 'fast-check';
import { z } from 'zod';

/** What may stand for a property of some name: things that are really there, so that inputs get past the first check. */
export type Dictionary = Record<string, readonly unknown[]>;

/** As much of JSON Schema as our schemas become. */
type Json = {
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Json[];
  oneOf?: readonly Json[];
  type?: string;
  properties?: Record<string, Json>;
  required?: readonly string[];
  items?: Json;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
};
/** Longer lists and texts say nothing new, and cost. */
const maxItems = 6;
const maxLength = 60;

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;

function textOf({ pattern, minLength = 0, maxLength: most = maxLength }: Json): fc.Arbitrary<string> {
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(most, maxLength)), unit: 'grapheme' });
  if (!pattern) return free;
  return fc.stringMatching(new RegExp(pattern), { size: 'small' });
}

function objectOf({ properties = {}, required = [] }: Json, known: Dictionary): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, json]) => {
    const value = valueFor(json, known);
    const given = known[name];
    const likely = given?.length ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...given) }, value) : value;
    return [name, likely] as const;
  });
  const requiredKeys = required.filter((name) => name in properties);
  return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
}

function valueFor(json: Json, known: Dictionary): fc.Arbitrary<unknown> {
  const options = json.anyOf ?? json.oneOf;
  if (options) return fc.oneof(...options.map((option) => valueFor(option, known)));
  if ('const' in json) return fc.constant(json.const);
  if (json.enum) return fc.constantFrom(...json.enum);
  const { minimum: min = -1e15, maximum: max = 1e15 } = json;
  const makers: Record<string, () => fc.Arbitrary<unknown>> = {
    object: () => objectOf(json, known),
    array: () => {
      const minLength = json.minItems ?? 0;
      const most = Math.max(minLength, Math.min(json.maxItems ?? maxItems, maxItems));
      return fc.array(valueFor(json.items ?? {}, known), { minLength, maxLength: most });
    },
    string: () => textOf(json),
    integer: () => fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) }),
    number: () => fc.double({ min, max, noNaN: true }),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
  };
  return makers[json.type ?? '']?.() ?? fc.jsonValue();
}

/** Values that a schema takes, many of them about things that are there. */
export function valuesFor(schema: z.ZodType, known: Dictionary): fc.Arbitrary<unknown> {
  return valueFor(jsonOf(schema), known);
}

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
};
/** What nobody should send: by type, by size, by name, by letter. */
const nasty: readonly unknown[] = [
  ...[null, true, '', 'null', '../../etc/passwd', '\u0000', '\ud800', '\u202e', '💥'.repeat(200), 'x'.repeat(20_000)],
  ...[0, -0, -1, 1e308, -1e308, 2 ** 53, 0.1, Number.MIN_VALUE],
  ...[[], {}, [[]], deep(400), Array(2_000).fill(0), { length: 1e9 }, { toString: null, valueOf: 1 }],
  ...[JSON.parse('{"__proto__":{"isAdmin":true}}'), { constructor: { prototype: { isAdmin: true } } }],
  ...['<script>alert(1)</script>', "'; FLUSHALL; --", '{{7*7}}', '%00', '*', 'constructor', '__proto__'],
];
export const nastyValues: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue({ maxDepth: 3 }));

/** A copy in which one thing, wherever it lies, is another, is gone, or is more. */
function changed(value: unknown, path: number[], change: (at: unknown) => unknown): unknown {
  if (value === null || typeof value !== 'object') return change(value);
  const keys = Object.keys(value);
  const [step, ...rest] = path;
  if (step === undefined || keys.length === 0) return change(value);
  const key = keys[step % keys.length] ?? '';
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  Object.assign(copy, { [key]: changed(Reflect.get(value, key), rest, change) });
  return copy;
}
const withoutOne = (at: unknown, which: number) => {
  if (at === null || typeof at !== 'object' || Array.isArray(at)) return at;
  const kept = Object.entries(at);
  kept.splice(which % Math.max(1, kept.length), 1);
  return Object.fromEntries(kept);
};

/** The same values, spoilt. */
export function spoilt(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const path = fc.array(fc.nat(40), { maxLength: 5 });
  const change = fc.oneof(
    nastyValues.map((other) => () => other),
    fc.nat(20).map((which) => (at: unknown) => withoutOne(at, which)),
    fc.tuple(fc.constantFrom('more', '__proto__', 'id', 'role', 'token', 'event'), nastyValues).map(
      ([name, more]) =>
        (at: unknown) =>
          at !== null && typeof at === 'object' && !Array.isArray(at) ? { ...at, [name]: more } : [at, more],
    ),
  );
  const changes = fc.array(fc.tuple(path, change), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(values, changes)
    .map(([value, all]) => all.reduce((spoiling, [where, how]) => changed(spoiling, where, how), value));
}
