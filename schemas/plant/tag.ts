import { z } from 'zod';

/** A word that people put on points to find them again, whatever machine or area they belong to. */
export const Tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{C},]+$/u, 'No control characters and no commas.');

/** Each once, in their order. */
export const Tags = z
  .array(Tag)
  .max(20)
  .transform((tags) => [...new Set(tags)].sort());
