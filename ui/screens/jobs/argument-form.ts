import { z } from 'zod';
import { choiceWord, fieldWord, kindSentence } from '../../text/job-fields.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { type JsonSchema, limitWords } from '../docs/json-schema.ts';

export type ArgumentValues = Record<string, unknown>;

/** One argument of a kind of job, as a form asks for it. */
export interface ArgumentField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly control: 'number' | 'text' | 'choice' | 'lines' | 'json';
  readonly schema: JsonSchema;
  /** What can be chosen: what stands in the field, and its word. */
  readonly choices: readonly (readonly [string, string])[];
  /** Nothing written: null where it may be that, else it is left out. */
  readonly isNullable: boolean;
  readonly isRequired: boolean;
}

/** The arguments that a kind takes, from the schema of the kind: a new kind has its form by itself. */
export function argumentFields(schema: z.ZodObject): ArgumentField[] {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return Object.entries(made.properties ?? {}).map(([name, whole]) => {
    const isRequired = made.required?.includes(name) ?? false;
    return fieldOf(name, whole, isRequired);
  });
}

function fieldOf(name: string, whole: JsonSchema, isRequired: boolean): ArgumentField {
  const { schema, isNullable } = withoutNull(whole);
  const control = controlOf(schema);
  const said = control === 'choice' || control === 'json' ? [] : limitWords(limitsOf(schema));
  const range = said.length === 0 ? '' : ` (${said.join(', ')})`;
  const { description } = whole as { description?: string };
  const hints = {
    lines: words.perLine,
    json: words.asJson,
    number: null,
    text: null,
    choice: null,
  };
  return {
    name,
    label: `${fieldWord(name)}${range}`,
    hint:
      [description === undefined ? '' : kindSentence(description), hints[control]]
        .filter(Boolean)
        .join(' ') || null,
    control,
    schema: { ...schema, default: whole.default },
    choices: choicesOf(schema, isNullable || (!isRequired && whole.default === undefined)),
    isNullable,
    isRequired,
  };
}

/** What it may be besides nothing. */
function withoutNull(whole: JsonSchema): { schema: JsonSchema; isNullable: boolean } {
  if (Array.isArray(whole.type)) {
    const types = whole.type.filter((type) => type !== 'null');
    const schema = types.length === 1 ? { ...whole, type: types[0] } : whole;
    return { schema, isNullable: types.length < whole.type.length };
  }
  const options = whole.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  const isNullable = options.length < (whole.anyOf?.length ?? 0);
  const [only] = options;
  return { schema: options.length === 1 && only !== undefined ? only : whole, isNullable };
}

/** Limits worth telling: what stands in the field already, and how far whole numbers go at all, are not. */
function limitsOf({ default: _, minimum, maximum, ...others }: JsonSchema): JsonSchema {
  return {
    ...others,
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
  };
}

function controlOf({ type, enum: named, items }: JsonSchema): ArgumentField['control'] {
  if (named !== undefined || type === 'boolean') return 'choice';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'string') return 'text';
  const isOfText = items?.type === 'string' && items.enum === undefined;
  return type === 'array' && isOfText ? 'lines' : 'json';
}

function choicesOf({ type, enum: named }: JsonSchema, mayBeLeft: boolean) {
  const left = mayBeLeft ? [['', words.left] as const] : [];
  if (type === 'boolean')
    return [...left, ['true', words.yes] as const, ['false', words.no] as const];
  return [
    ...left,
    ...(named ?? []).map((one) => [JSON.stringify(one), choiceWord(String(one))] as const),
  ];
}

/** What stands in the field for a value; absent: for what the kind takes when nothing is said. */
export function writtenOf({ control, schema, choices }: ArgumentField, given?: unknown): string {
  const value = given === undefined ? schema.default : given;
  if (control === 'choice') {
    const first = choices[0]?.[0] ?? '';
    return value === undefined || value === null ? first : JSON.stringify(value);
  }
  if (value === undefined || value === null) return '';
  if (control === 'lines' && Array.isArray(value)) return value.join('\n');
  return control === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

/** What was written as arguments, and what is wrong with which field. */
export function argumentsOf(
  schema: z.ZodObject,
  fields: readonly ArgumentField[],
  written: Readonly<Record<string, string>>,
): { values: ArgumentValues; issues: Record<string, string> } {
  const values: ArgumentValues = {};
  const issues: Record<string, string> = {};
  for (const field of fields) {
    const read = readField(field, written[field.name] ?? '');
    if ('issue' in read) issues[field.name] = read.issue;
    else if (read.value !== undefined) values[field.name] = read.value;
  }
  const parsed = schema.safeParse(values);
  for (const { path, message } of parsed.error?.issues ?? []) {
    issues[String(path[0] ?? '')] ??= message;
  }
  return { values, issues };
}

function readField(field: ArgumentField, said: string): { value: unknown } | { issue: string } {
  const { control, isNullable, isRequired } = field;
  const text = said.trim();
  if (text === '' && (control !== 'text' || isNullable || !isRequired)) {
    return { value: isNullable ? null : control === 'lines' && isRequired ? [] : undefined };
  }
  switch (control) {
    case 'number':
      return Number.isFinite(Number(text)) ? { value: Number(text) } : { issue: words.aNumber };
    case 'text':
      return { value: text };
    case 'lines':
      return {
        value: text
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      };
    default:
      return readJson(text);
  }
}

function readJson(text: string): { value: unknown } | { issue: string } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // A person is still writing: where it is wrong is in sight.
    return { issue: words.notJson };
  }
}
