import type { JsonSchema } from './json-schema.ts';

/** A time that reads as one in an example: 2026-01-01. */
const TIME_MS = 1_767_225_600_000;
const ID_BODY = '01HZX3T7Q00000000000000001';

/** A value that the schema takes; of objects, what is required. `name` makes it more telling. */
export function exampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.default !== undefined && !isEmpty(schema.default)) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return exampleOf(choices[0], name);
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'string':
      return textExample(schema, name);
    case 'integer':
    case 'number':
      return numberExample(schema, name);
    case 'boolean':
      return true;
    case 'array':
      return schema.items === undefined ? [] : [exampleOf(schema.items, name)];
    case 'object':
      return objectExample(schema);
    default:
      return null;
  }
}

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null;

function objectExample({ properties = {}, required = [], additionalProperties }: JsonSchema) {
  const named = Object.entries(properties).filter(([name]) => required.includes(name));
  // Where nothing is required an empty object would tell nothing.
  const shown = named.length > 0 ? named : Object.entries(properties).slice(0, 1);
  const fields = shown.map(([name, schema]) => [name, exampleOf(schema, name)]);
  if (fields.length === 0 && typeof additionalProperties === 'object') {
    return { key: exampleOf(additionalProperties) };
  }
  return Object.fromEntries(fields);
}

function textExample({ pattern = '', format, minLength = 0 }: JsonSchema, name: string): string {
  const prefix = /^\^([a-z]{2}_)/.exec(pattern)?.[1];
  if (prefix !== undefined) return prefix + ID_BODY;
  if (format === 'email' || /email/i.test(name)) return 'ada@plant.example';
  if (format === 'uri') return 'https://plant.example';
  const word = /password/i.test(name) ? 'a long pass phrase' : (EXAMPLES[name] ?? 'text');
  return word.padEnd(minLength, 'x');
}

const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'Pump 3',
  role: 'viewer',
  area: 'Hall 1',
  q: 'pump',
  unit: 'g',
};

function numberExample(schema: JsonSchema, name: string): number {
  if (name.endsWith('Ms')) return TIME_MS;
  const { minimum, exclusiveMinimum, maximum } = schema;
  return (
    minimum ?? (exclusiveMinimum === undefined ? Math.min(1, maximum ?? 1) : exclusiveMinimum + 1)
  );
}
