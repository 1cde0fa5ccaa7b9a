import fc from 'fast-check';
import { z } from 'zod';

/** Existing values by property name, so that inputs get past the first check. */
export type Dictionary = Record<string, readonly unknown[]>;

/** The part of JSON Schema that our schemas use. */
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
/** Longer lists and texts cost time and find nothing new. */
const maxItems = 6;
const maxLength = 60;

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;

/** Letters whose NFC has another length, and characters that are removed. */
const unstable = [
  '\u0958',
  '\u0b5c',
  '\u{1d15e}',
  '\ufb2c',
  'e\u0301',
  '\u1100\u1161',
  'x\ud800',
  '\ud83d',
  'a\u200b',
  'ö',
];

/** Texts of such letters, about as long as is allowed in plain or in typed form. */
const growing = (max: number) =>
  fc
    .tuple(fc.constantFrom(...unstable), fc.constantFrom(1, 1.5, 2, 3, 4.5, 6, 9), fc.constantFrom(-1, 0, 1))
    .map(([letter, part, more]) => letter.repeat(Math.max(1, Math.floor(max / part / letter.length) + more)));

/** Numbers that a store or a script may round, or write in a form that cannot be read. */
const extreme = [-0, 0.1 + 0.2, 1_234_567_890_123_456.8, 9e15, 2 ** 53 - 1, -(2 ** 53), 2 ** 31, 1e21, 5e-324, 1e308];
const within = (min: number, max: number, isWhole: boolean) => {
  const known = [min, max, ...extreme].filter(
    (each) => each >= min && each <= max && (!isWhole || Number.isInteger(each)),
  );
  return fc.constantFrom(...(known.length > 0 ? known : [min]));
};

function textOf({ pattern, minLength = 0, maxLength: max = maxLength }: Json): fc.Arbitrary<string> {
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(max, maxLength)), unit: 'grapheme' });
  if (!pattern) return fc.oneof({ weight: 4, arbitrary: free }, growing(max));
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
      const max = Math.max(minLength, Math.min(json.maxItems ?? maxItems, maxItems));
      return fc.array(valueFor(json.items ?? {}, known), { minLength, maxLength: max });
    },
    string: () => textOf(json),
    integer: () => fc.oneof({ weight: 4, arbitrary: fc.maxSafeInteger().map(into(min, max)) }, within(min, max, true)),
    number: () => fc.oneof({ weight: 4, arbitrary: fc.double({ min, max, noNaN: true }) }, within(min, max, false)),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
  };
  return makers[json.type ?? '']?.() ?? fc.jsonValue();
}

/** Maps any integer into a range. */
const into = (min: number, max: number) => (n: number) => {
  const [low, span] = [Math.ceil(min), Math.floor(max) - Math.ceil(min) + 1];
  return low + (((n % span) + span) % span);
};

/** Values that a schema accepts, many of which exist on the server. */
export function valuesFor(schema: z.ZodType, known: Dictionary): fc.Arbitrary<unknown> {
  return valueFor(jsonOf(schema), known);
}

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
};
/** Invalid values: wrong types, sizes, names or letters. */
const nasty: readonly unknown[] = [
  ...[null, true, '', 'null', '../../etc/passwd', '\u0000', '\ud800', '\u202e', '💥'.repeat(200), 'x'.repeat(20_000)],
  ...[...extreme, 0, -1, -1e308, 0.1, 'NaN', '1e400', '-0', '\u0958'.repeat(80), '\u0958'.repeat(40)],
  ...[[], {}, [[]], deep(400), Array(2_000).fill(0), { length: 1e9 }, { toString: null, valueOf: 1 }],
  ...[JSON.parse('{"__proto__":{"isAdmin":true}}'), { constructor: { prototype: { isAdmin: true } } }],
  ...['<script>alert(1)</script>', "'; FLUSHALL; --", '{{7*7}}', '%00', '*', 'constructor', '__proto__'],
];
export const nastyValues: fc.Arbitrary<unknown> = fc.oneof(fc.constantFrom(...nasty), fc.jsonValue({ maxDepth: 3 }));

/** A copy with one value changed, removed or added, at any depth. */
export function changed(value: unknown, path: number[], change: (at: unknown) => unknown): unknown {
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

/** The same values with a fault. */
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
