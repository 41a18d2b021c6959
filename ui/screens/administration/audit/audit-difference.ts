/** One value that is not what it was. Absent: it was not there. */
export interface Difference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs between `before` and `after` of an entry’s details, value by value; null where the details tell of no change. */
export function differencesOf(details: unknown): Difference[] | null {
  if (!isPlain(details) || !('before' in details || 'after' in details)) return null;
  const { before, after } = details;
  return compare('', before, after);
}

/** The details besides the change itself. */
export function detailsBeside(details: unknown): Plain {
  if (!isPlain(details)) return {};
  const { before: _, after: __, ...others } = details;
  return others;
}

function compare(path: string, before: unknown, after: unknown): Difference[] {
  if (isPlain(before) || isPlain(after)) {
    const [old, now] = [isPlain(before) ? before : {}, isPlain(after) ? after : {}];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return names.flatMap((name) =>
      compare(path === '' ? name : `${path}.${name}`, old[name], now[name]),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}
