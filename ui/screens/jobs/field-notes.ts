import { z } from 'zod';

/** What the schema of a kind says about one of its fields besides its shape, by `.meta()`. All of it may be missing. */
export interface FieldNote {
  /** What each number of a course belongs to, such as `epoch`. */
  readonly along?: string;
  /** What the rows and the columns of a table of numbers are called, and what a row and a column stand for. */
  readonly names?: readonly string[];
  readonly down?: string;
  readonly across?: string;
}

const notes = new WeakMap<z.ZodType, Readonly<Record<string, FieldNote>>>();

/** The notes of a schema by the name of the field. */
export function fieldNotes(schema: z.ZodObject): Readonly<Record<string, FieldNote>> {
  const known = notes.get(schema);
  if (known !== undefined) return known;
  const found = Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      (z.globalRegistry.get(field as z.ZodType) ?? {}) as FieldNote,
    ]),
  );
  notes.set(schema, found);
  return found;
}
