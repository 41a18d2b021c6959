import { limits as words } from '../../text/limits.ts';

/** A JSON schema as the hub's API document has it: OpenAPI 3.1 without references. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A named part of an object. */
export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

const NAMED_VALUES_MAX = 12;

/** What a value may be, in the words of JSON. */
export function typeWords(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeWords))].join(' or ');
  if (schema.enum !== undefined) {
    const named = schema.enum.slice(0, NAMED_VALUES_MAX).map((value) => JSON.stringify(value));
    return named.join(' | ') + (schema.enum.length > NAMED_VALUES_MAX ? ' | …' : '');
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['any value']);
  return types.map((type) => oneTypeWords(type, schema)).join(' or ');
}

function oneTypeWords(type: string, { items, additionalProperties }: JsonSchema): string {
  if (type === 'array' && items !== undefined) return `array of ${typeWords(items)}`;
  if (type === 'object' && typeof additionalProperties === 'object') {
    return `object of ${typeWords(additionalProperties)}`;
  }
  return type;
}

/** What a value must keep to besides its type, and what it is when left out. */
export function limitWords(schema: JsonSchema): string[] {
  const { exclusiveMinimum, format, pattern } = schema;
  const said = [
    rangeWords(schema.minimum, schema.maximum, [words.between, words.atLeast, words.atMost]),
    exclusiveMinimum === undefined ? null : words.above(exclusiveMinimum),
    rangeWords(schema.minLength, schema.maxLength, [
      words.charactersBetween,
      words.charactersAtLeast,
      words.charactersAtMost,
    ]),
    rangeWords(schema.minItems, schema.maxItems, [
      words.entriesBetween,
      words.entriesAtLeast,
      words.entriesAtMost,
    ]),
    format ?? null,
    pattern === undefined ? null : words.matches(pattern),
    schema.default === undefined ? null : words.usual(JSON.stringify(schema.default)),
  ];
  return said.filter((one) => one !== null);
}

type RangeWords = readonly [
  between: (min: number, max: number) => string,
  atLeast: (min: number) => string,
  atMost: (max: number) => string,
];

function rangeWords(
  min: number | undefined,
  max: number | undefined,
  [between, atLeast, atMost]: RangeWords,
): string | null {
  if (min !== undefined && max !== undefined) return between(min, max);
  if (min !== undefined) return atLeast(min);
  return max === undefined ? null : atMost(max);
}

/** The fields inside of a value: of an object, of the entries of a list; several groups where it may be one of several objects. */
export function fieldGroups(schema: JsonSchema): Field[][] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.flatMap(fieldGroups);
  if (schema.items !== undefined) return fieldGroups(schema.items);
  if (typeof schema.additionalProperties === 'object') {
    return fieldGroups(schema.additionalProperties);
  }
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return [];
  return [
    fields.map(([name, inner]) => ({
      name,
      schema: inner,
      required: schema.required?.includes(name) ?? false,
    })),
  ];
}
