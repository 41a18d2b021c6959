import { z } from 'zod';
import { NO_PLAIN_NAME, PLAIN_NAME } from '#schemas/http/plain-name';
import { NodeId } from '#schemas/ids/ids';

/** A part of the plant, as points name it that hang nowhere in its tree. Never what looks like the id of a node. */
export const AreaName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(PLAIN_NAME, NO_PLAIN_NAME)
  .regex(/^(?!nd_)/, 'This looks like the id of a node.');

/** Where a right can hold: at a node and everything below it, or at the points of an area that hang nowhere in the tree. */
export const Scope = z.union([NodeId, AreaName]);
export type Scope = z.infer<typeof Scope>;
