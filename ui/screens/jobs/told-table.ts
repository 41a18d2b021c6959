import { html } from 'htm/preact';
import { fieldWord } from '../../text/job-fields.ts';
import { jobWords } from '../../text/jobs.ts';
import { NO_VALUE } from '../../text/numbers.ts';
import { measureOf } from './measure.ts';

type Entry = Readonly<Record<string, unknown>>;

/** A name of the contracts, such as `outer_race`. */
const A_NAME = /^[a-z]+(_[a-z]+)*$/;

/** Whether it is a list of entries that all have plain values, as a table has rows. */
export function isTable(value: unknown): value is readonly Entry[] {
  return Array.isArray(value) && value.length > 0 && value.every(isEntry);
}

function isEntry(value: unknown): value is Entry {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((one) => typeof one !== 'object' || one === null);
}

/** A list of entries of a kind as a table: a column for each of their names. */
export function ToldTable({ name, entries }: { name: string; entries: readonly Entry[] }) {
  const columns = [...new Set(entries.flatMap((entry) => Object.keys(entry)))];
  const isNumber = (column: string) => entries.some((entry) => typeof entry[column] === 'number');
  return html`<div class="table-scroll told-table" role="region" aria-label=${fieldWord(name)} tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th key=${column} scope="col" data-align=${isNumber(column) ? 'end' : undefined}>${measureOf(column).label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          (entry, i) => html`<tr key=${i}>
            ${columns.map((column) => html`<td key=${column} data-align=${isNumber(column) ? 'end' : undefined}>${plainly(column, entry[column])}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function plainly(column: string, value: unknown): string {
  if (value === null || value === undefined) return NO_VALUE;
  if (typeof value === 'number') return measureOf(column).say(value);
  if (typeof value === 'boolean') return value ? jobWords.yes : jobWords.no;
  const said = String(value);
  return A_NAME.test(said) ? fieldWord(said) : said;
}
