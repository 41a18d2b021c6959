import type { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';

type Tree = { [key: string]: unknown };

/**
 * Settings from the layers that a person can set, later ones winning: a file's values, then environment variables.
 * `TREMOLO_HTTP__PORT=9000` with prefix `TREMOLO_` sets `http.port`: two underscores go one level down, one joins the
 * words of a name (`MAX_DATABASE_MB` is `maxDatabaseMb`). Values that are JSON (numbers, true, null, lists) are read
 * as JSON, all others as text. Throws `settings_invalid`, naming every wrong key.
 */
export function layeredSettings<Schema extends z.ZodType>(
  schema: Schema,
  file: unknown,
  environment: Record<string, string | undefined>,
  prefix: string,
): z.output<Schema> {
  const tree = structuredClone(isTree(file) ? file : {});
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || text === undefined) continue;
    setAt(tree, name.slice(prefix.length).split('__').map(camelCase), jsonOrText(text));
  }
  const parsed = schema.safeParse(tree);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`,
  );
  throw new TremoloError('settings_invalid', `Mend the settings: ${wrong.join('; ')}.`);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function setAt(tree: Tree, path: string[], value: unknown): void {
  let at = tree;
  for (const key of path.slice(0, -1)) {
    if (!isTree(at[key])) at[key] = {};
    at = at[key] as Tree;
  }
  at[path[path.length - 1]] = value;
}

function camelCase(words: string): string {
  return words.toLowerCase().replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
