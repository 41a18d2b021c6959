import type { z } from 'zod';
import type { RouteRow, SentBodyOf } from '#schemas/http/route-row';

type Value = string | number | boolean | undefined;
type Named<Fields, To> = Fields extends z.ZodObject ? Record<keyof z.input<Fields>, To> : never;

/** What a request by this row takes: each part that the row describes, and no other. An absent value of a query is left out. */
export type RequestOptions<Row extends RouteRow> = {
  readonly signal?: AbortSignal;
  /** Sent again with the same key, a request that makes something gives its first answer again. */
  readonly idempotencyKey?: Row['idempotent'] extends true ? string : never;
} & (Row['params'] extends z.ZodObject
  ? { readonly params: Readonly<Named<Row['params'], string | number>> }
  : { readonly params?: never }) &
  (Row['query'] extends z.ZodObject
    ? { readonly query?: Readonly<Partial<Named<Row['query'], Value>>> }
    : { readonly query?: never }) &
  (Row['body'] extends z.ZodType ? { readonly body: SentBodyOf<Row> } : { readonly body?: never }) &
  (Row['takes'] extends string ? { readonly file: Blob } : { readonly file?: never });

/** The options, or nothing where none is needed. */
export type OptionsOf<Row extends RouteRow> =
  Record<never, never> extends RequestOptions<Row>
    ? [options?: RequestOptions<Row>]
    : [options: RequestOptions<Row>];

/** The same for who sends whatever row. */
export interface AnyOptions {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, Value>>;
  readonly body?: unknown;
  /** Sent as it is, in place of a body of JSON. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
}

/** Path and query of a request by this row. */
export function addressOf({ path }: RouteRow, { params, query }: AnyOptions): string {
  const filled = path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  );
  return search.size === 0 ? filled : `${filled}?${search}`;
}
