/** The part of JSON Schema that our schemas use. */
export type JsonSchema = {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  prefixItems?: readonly JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minItems?: number;
  maxItems?: number;
};

/** Longer objects are broken into lines. */
const lineLength = 100;

/** A value as the source would write it. */
const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
const count = (value: number) => value.toLocaleString('en');

/** `1 to 9`, `at most 9` or `at least 1`; empty without bounds. JavaScript's own limits do not count as bounds. */
function rangeOf(min: number | undefined, max: number | undefined): string {
  const from = min === undefined || min === Number.MIN_SAFE_INTEGER ? '' : count(min);
  const to = max === undefined || max === Number.MAX_SAFE_INTEGER ? '' : count(max);
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (to) return `at most ${to}`;
  return from && from !== '0' ? `at least ${from}` : '';
}

function noted(name: string, ...notes: string[]): string {
  const all = notes.filter(Boolean).join(', ');
  return all ? `${name} /* ${all} */` : name;
}

function textShape({ minLength, maxLength, pattern }: JsonSchema): string {
  const range = rangeOf(minLength, maxLength);
  return noted('string', range && `${range} characters`, pattern ? `matches ${pattern}` : '');
}

const indented = (text: string) => text.replaceAll('\n', '\n  ');

function objectShape({ properties = {}, required = [], additionalProperties }: JsonSchema): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const optional = required.includes(name) ? '' : '?';
    const fallback = field.default === undefined ? '' : ` = ${literal(field.default)}`;
    return `${name}${optional}: ${shapeOf(field)}${fallback}`;
  });
  if (typeof additionalProperties === 'object') fields.push(`[name: string]: ${shapeOf(additionalProperties)}`);
  if (fields.length === 0) return '{}';
  const line = `{ ${fields.join('; ')} }`;
  if (line.length <= lineLength && !line.includes('\n')) return line;
  return `{\n${fields.map((field) => `  ${indented(field)};`).join('\n')}\n}`;
}

function listShape({ items, prefixItems, minItems, maxItems }: JsonSchema): string {
  if (prefixItems) return `[${prefixItems.map(shapeOf).join(', ')}]`;
  const item = shapeOf(items ?? {});
  const name = / [|/]/.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  return noted(name, rangeOf(minItems, maxItems));
}

/** A JSON schema as a TypeScript type, with its bounds as comments. */
export function shapeOf(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.replace('#/$defs/', '');
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(shapeOf).join(' | ');
  if (schema.allOf) return schema.allOf.map(shapeOf).join(' & ');
  switch (schema.type) {
    case 'object':
      return objectShape(schema);
    case 'array':
      return listShape(schema);
    case 'string':
      return textShape(schema);
    case 'integer':
    case 'number':
      return noted('number', schema.type === 'integer' ? 'whole' : '', rangeOf(schema.minimum, schema.maximum));
    default:
      return [schema.type ?? 'unknown'].flat().join(' | ');
  }
}
