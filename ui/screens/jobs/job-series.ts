import type { JobKind } from '#schemas/jobs/job-kind';
import { fieldWord } from '../../text/job-fields.ts';
import { fieldNotes } from './field-notes.ts';

/** Numbers that a job told one after the other, such as the loss of each epoch. */
export interface JobSeries {
  readonly name: string;
  readonly title: string;
  readonly values: readonly number[];
  /** What one of them belongs to, as the schema of the kind says it: `epoch`; null: it does not say. */
  readonly along: string | null;
}

/** From so many on it is a course, and drawn. */
const SERIES_MIN = 2;

/** Whether it is a list of numbers that is worth a chart. */
export function isSeries(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length >= SERIES_MIN &&
    value.every((one) => typeof one === 'number')
  );
}

/** The courses that a job told of, by the schema of its kind: a new kind has its charts by itself. */
export function seriesOf(
  values: Readonly<Record<string, unknown>> | null,
  schema: JobKind['progress'],
): JobSeries[] {
  const notes = fieldNotes(schema);
  return Object.entries(values ?? {}).flatMap(([name, value]) =>
    isSeries(value)
      ? [{ name, title: fieldWord(name), values: value, along: notes[name]?.along ?? null }]
      : [],
  );
}
