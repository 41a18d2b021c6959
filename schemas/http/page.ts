import { z } from 'zod';

/** What every list takes: how many, from where, in which order, and a text to look for. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** From the page before; absent: the first page. Anything else is refused. */
  cursor: z.string().max(200).optional(),
  /** A column of the list; with `-` in front: largest first. Each list names its columns. */
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]{1,40}$/)
    .optional(),
  q: z.string().trim().max(120).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list; `total` counts all that fit the filters, null where that would take too long. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nonnegative().nullable(),
  });
