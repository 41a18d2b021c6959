import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';

/** What can be found, in the order in which equal finds are shown. */
export const SEARCH_KINDS = [
  'machine',
  'place',
  'point',
  'alarm',
  'value',
  'capture',
  'job',
  'model',
  'diagnosis',
  'agent',
  'person',
  'team',
] as const;
export const SearchKind = z.enum(SEARCH_KINDS);
export type SearchKind = z.infer<typeof SearchKind>;

/** As many of one kind are told at most. */
export const SEARCH_LIMIT_MAX = 200;

export const SearchHit = z.strictObject({
  kind: SearchKind,
  id: z.string(),
  title: z.string(),
  /** Of the screen that shows it. */
  path: z.string().startsWith('/'),
  /** Where it is, or of what; empty: nothing more to say. */
  detail: z.string(),
  /** When it happened; null for what simply is there. */
  atMs: z.number().int().nonnegative().nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchQuery = z.object({
  q: z.string().trim().min(1).max(120),
  /** Kinds with commas between; absent: all that the person may see. */
  kinds: z
    .string()
    .max(200)
    .transform((words, context) => {
      const kinds = words.split(',').filter(Boolean);
      const unknown = kinds.find((kind) => !SearchKind.safeParse(kind).success);
      if (unknown !== undefined) {
        context.addIssue({ code: 'custom', message: `There is no kind ${unknown}.` });
        return z.NEVER;
      }
      return kinds as SearchKind[];
    })
    .optional(),
  /** Of each kind. */
  limit: z.coerce.number().int().min(1).max(SEARCH_LIMIT_MAX).default(5),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const SearchAnswer = z.strictObject({
  /** The best of all kinds first; within a kind, too. */
  groups: z.array(
    z.strictObject({
      kind: SearchKind,
      hits: z.array(SearchHit),
      /** There are more of this kind than are told. */
      isMore: z.boolean(),
    }),
  ),
  /** Kinds that could not be searched just now: what is told is not all. */
  failed: z.array(SearchKind),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const SEARCH_ROUTES = {
  search: {
    method: 'GET',
    path: '/api/v1/search',
    permission: 'session:own',
    tag: 'plant',
    summary: 'Finds things of every kind that the person may see, by words in their names.',
    query: SearchQuery,
    answer: SearchAnswer,
  },
} as const satisfies Record<string, RouteRow>;
