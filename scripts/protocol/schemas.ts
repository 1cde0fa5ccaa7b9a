import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { root } from '../places.ts';
import type { Declared } from './declarations.ts';
import type { JsonSchema } from './shape.ts';

/** The part of a transforming schema that zod's types hide. */
type Pipe = { _zod: { def: { type: string; out?: z.ZodType } } };

/** Texts have two bounds: as typed, and as stored. The document shows the second. */
function boundAsKept({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: JsonSchema }): void {
  const { type, out } = (zodSchema as Pipe)._zod.def;
  if (type !== 'pipe' || !(out instanceof z.ZodString)) return;
  const { minLength, maxLength } = z.toJSONSchema(out) as JsonSchema;
  Object.assign(jsonSchema, minLength === undefined ? {} : { minLength }, maxLength === undefined ? {} : { maxLength });
}

/** Registers all schemas that `shared` exports by name, so that a shape refers to them and does not repeat them. */
export async function readSchemas(types: ReadonlyMap<string, Declared>) {
  const registry = z.registry<{ id: string }>();
  const named = new Map<string, z.ZodType>();
  const exported: Record<string, unknown> = {};
  for (const file of new Set([...types.values()].map((each) => each.file))) {
    Object.assign(exported, await import(pathToFileURL(join(root, file)).href));
  }
  const register = (name: string, schema: unknown) => {
    if (!(schema instanceof z.ZodType) || registry.has(schema)) return;
    registry.add(schema, { id: name });
    named.set(name, schema);
  };
  for (const [name, { text }] of types) {
    register(name, exported[/^z\.(?:infer|input)<typeof (\w+)>$/.exec(text)?.[1] ?? '']);
  }
  // Ids and texts have a schema but no type of their own.
  for (const [name, schema] of Object.entries(exported)) {
    if (name.endsWith('Schema')) register(`${name.charAt(0).toUpperCase()}${name.slice(1, -'Schema'.length)}`, schema);
  }

  const jsonOf = (schema: z.ZodType, metadata: typeof registry): JsonSchema =>
    z.toJSONSchema(schema, {
      io: 'input',
      metadata,
      unrepresentable: 'any',
      override: (context) => boundAsKept(context as Parameters<typeof boundAsKept>[0]),
    }) as JsonSchema;

  return {
    exported,
    /** A declared type; a type of a list's items becomes the union of these items. */
    spelledOut: (text: string) =>
      text.replace(/\(typeof (\w+)\)\[number\]/g, (whole, list: string) => {
        const values = exported[list];
        return Array.isArray(values) ? values.map((each) => `'${each}'`).join(' | ') : whole;
      }),
    /** The shape of a request's argument, with references to named schemas. */
    argument: (schema: z.ZodType) => jsonOf(schema, registry),
    /** The shape behind a name; undefined if no schema has that name. */
    shapeBehind(name: string): JsonSchema | undefined {
      const schema = named.get(name);
      if (!schema) return undefined;
      const others = z.registry<{ id: string }>();
      for (const [id, each] of named) if (id !== name) others.add(each, { id });
      return jsonOf(schema, others);
    },
  };
}

export type Schemas = Awaited<ReturnType<typeof readSchemas>>;
