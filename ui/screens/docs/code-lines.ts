import { exampleOf } from './example-of.ts';
import type { Operation } from './operations.ts';

/** The same request in each language, ready to be pasted; `$TREMOLO_KEY` stands for the key. */
export interface CodeLines {
  readonly curl: string;
  readonly typescript: string;
  readonly python: string;
}

/** How to send an operation to the hub at `origin`. */
export function codeLines(operation: Operation, origin: string): CodeLines {
  const { method, body } = operation;
  const example = body === null ? null : exampleOf(body);
  const query = queryExample(operation);
  const path = pathExample(operation);
  return {
    curl: curl(operation, `${origin}${path}${search(query)}`, example),
    typescript: typescript(operation, query, example),
    python: python(method, path, query, example),
  };
}

function curl({ method, permission, isIdempotent }: Operation, url: string, body: unknown): string {
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`];
  if (permission !== 'public') lines.push('-H "x-api-key: $TREMOLO_KEY"');
  if (method !== 'GET') lines.push("-H 'content-type: application/json'");
  if (isIdempotent) lines.push('-H "idempotency-key: $(uuidgen)"');
  if (body !== null) lines.push(`-d ${quoted(JSON.stringify(body))}`);
  return lines.join(' \\\n  ');
}

function typescript(operation: Operation, query: Values, body: unknown): string {
  const params = Object.fromEntries(
    operation.parameters
      .filter(({ where }) => where === 'path')
      .map(({ name, schema }) => [name, exampleOf(schema, name)]),
  );
  const options = {
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(body === null ? {} : { body }),
    ...(operation.isIdempotent ? { idempotencyKey: 'a key of your own' } : {}),
  };
  const more = Object.keys(options).length === 0 ? '' : `, ${literal(options, TYPESCRIPT)}`;
  return `await hub.request(API.${operation.route}${more});`;
}

function python(method: string, path: string, query: Values, body: unknown): string {
  const parts = [`"${method}"`, `"${path}"`];
  if (Object.keys(query).length > 0) parts.push(`query=${literal(query, PYTHON)}`);
  if (body !== null) parts.push(`body=${literal(body, PYTHON)}`);
  return `hub.request(${parts.join(', ')})`;
}

type Values = Readonly<Record<string, unknown>>;

function pathExample({ path, parameters }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const schema = parameters.find((one) => one.where === 'path' && one.name === name)?.schema;
    return encodeURIComponent(String(exampleOf(schema ?? { type: 'string' }, name)));
  });
}

/** What is required, for the rest may stay away. */
function queryExample({ parameters }: Operation): Values {
  return Object.fromEntries(
    parameters
      .filter(({ where, required }) => where === 'query' && required)
      .map(({ name, schema }) => [name, exampleOf(schema, name)]),
  );
}

function search(query: Values): string {
  const found = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  return found.size === 0 ? '' : `?${found}`;
}

/** For a POSIX shell: nothing inside of single quotes means anything but the quote itself. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** How a language writes what JSON has words for. */
interface Dialect {
  readonly words: Readonly<Record<'null' | 'true' | 'false', string>>;
  readonly name: (name: string) => string;
  readonly braces: readonly [string, string];
}
const TYPESCRIPT: Dialect = {
  words: { null: 'null', true: 'true', false: 'false' },
  name: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)),
  braces: ['{ ', ' }'],
};
const PYTHON: Dialect = {
  words: { null: 'None', true: 'True', false: 'False' },
  name: (name) => JSON.stringify(name),
  braces: ['{', '}'],
};

function literal(value: unknown, dialect: Dialect): string {
  if (value === null || typeof value === 'boolean') {
    return dialect.words[`${value}`];
  }
  const inner = (one: unknown) => literal(one, dialect);
  if (Array.isArray(value)) return `[${value.map(inner).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${dialect.name(name)}: ${inner(one)}`);
  return fields.length === 0
    ? '{}'
    : `${dialect.braces[0]}${fields.join(', ')}${dialect.braces[1]}`;
}
