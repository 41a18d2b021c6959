import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import { JobId } from '#schemas/ids/ids';
import { Row, Rows } from '../../parts/rows.ts';
import { fieldWord } from '../../text/job-fields.ts';
import { shortId, jobWords as words } from '../../text/jobs.ts';
import { count, NO_VALUE } from '../../text/numbers.ts';
import { fieldNotes } from './field-notes.ts';
import { isSeries } from './job-series.ts';
import { measureOf } from './measure.ts';
import { isMatrix, ToldMatrix } from './told-matrix.ts';
import { isTable, ToldTable } from './told-table.ts';

type Values = Readonly<Record<string, unknown>>;
/** So long a text is code of some kind, such as a hash. */
const HASH = /^[0-9a-f]{32,}$/;

interface JobValuesProps {
  readonly values: Values;
  /** Of the kind, where it says more about its fields than their names do. */
  readonly schema?: z.ZodObject;
}

/**
 * Arguments, progress or a result, whatever the kind: each value by its name and in its unit, lists of entries and rows of numbers
 * as tables, parts of it under their names. What is drawn as a chart is left out.
 */
export function JobValues({ values, schema }: JobValuesProps) {
  const told = Object.entries(values).filter(([, value]) => !isSeries(value));
  if (told.length === 0) return html`<p class="muted">${words.nothingGiven}</p>`;
  const notes = schema === undefined ? {} : fieldNotes(schema);
  const large = told.filter(([, value]) => isLarge(value));
  const rows = told.filter(([name, value]) => !isLarge(value) && !isWholeOf(name, values));
  return html`
    ${
      rows.length > 0 &&
      html`<${Rows}>
        ${rows.map(([name, value]) => html`<${Row} key=${name} name=${measureOf(name).label}>${shown(name, value, values)}<//>`)}
      <//>`
    }
    ${large.map(
      ([name, value]) => html`<div key=${name} class="job-part">
        <h3>${fieldWord(name)}</h3>
        ${
          isTable(value)
            ? html`<${ToldTable} name=${name} entries=${value} />`
            : isMatrix(value)
              ? html`<${ToldMatrix} name=${name} rows=${value} note=${notes[name] ?? {}} />`
              : html`<${JobValues} values=${value as Values} />`
        }
      </div>`,
    )}
  `;
}

/** Has a heading of its own. */
const isLarge = (value: unknown) => isTable(value) || isMatrix(value) || isPart(value);
const isPart = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `epochs` beside `epoch` is said with it: “3 of 24”. */
const isWholeOf = (name: string, values: Values) =>
  name.endsWith('s') &&
  typeof values[name] === 'number' &&
  typeof values[name.slice(0, -1)] === 'number';

function shown(name: string, value: unknown, beside: Values): ComponentChildren {
  if (value === null || value === undefined) return NO_VALUE;
  if (typeof value === 'number') {
    const whole = beside[`${name}s`];
    return typeof whole === 'number'
      ? words.ofWhole(count(value), count(whole))
      : measureOf(name).say(value);
  }
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return text(value);
  const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  if (isPlainList) return value.length === 0 ? words.noneOfThem : value.join(', ');
  return html`<pre class="job-text" tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
}

function text(value: string): ComponentChildren {
  const jobId = JobId.safeParse(value);
  if (jobId.success) return html`<a href=${`/jobs/${value}`}>${shortId(value)}</a>`;
  return HASH.test(value) ? html`<code class="hash">${value}</code>` : value;
}
