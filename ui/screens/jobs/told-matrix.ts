import { html } from 'htm/preact';
import { fieldWord } from '../../text/job-fields.ts';
import { count, figure } from '../../text/numbers.ts';
import type { FieldNote } from './field-notes.ts';

type Matrix = readonly (readonly number[])[];

/** Whether it is rows of as many numbers each. */
export function isMatrix(value: unknown): value is Matrix {
  const isRow = (row: unknown): row is number[] =>
    Array.isArray(row) && row.every((one) => typeof one === 'number');
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRow)) return false;
  return value[0].length > 0 && value.every((row) => row.length === value[0].length);
}

/** From nothing in four steps to all of its row. */
function stepOf(one: number, all: number): number | 'none' {
  return one === 0 ? 'none' : Math.round((4 * Math.abs(one)) / all);
}

/** Rows of numbers, each shaded by its share of its row: where a confusion lies is seen before it is read. */
export function ToldMatrix({ name, rows, note }: { name: string; rows: Matrix; note: FieldNote }) {
  const { names, down, across } = note;
  const called = (i: number) => (names?.[i] === undefined ? count(i + 1) : fieldWord(names[i]));
  const say = rows.flat().every(Number.isInteger) ? count : figure;
  const corner = down === undefined || across === undefined ? '' : `${down} ↓  ${across} →`;
  return html`<div class="table-scroll told-table told-matrix" role="region" aria-label=${fieldWord(name)} tabindex="0">
    <table>
      <thead>
        <tr>
          ${corner === '' ? html`<td></td>` : html`<th scope="col">${corner}</th>`}
          ${rows[0]?.map((_, i) => html`<th key=${i} scope="col">${called(i)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, i) => {
          const all = row.reduce((sum, one) => sum + Math.abs(one), 0);
          return html`<tr key=${i}>
            <th scope="row">${called(i)}</th>
            ${row.map((one, j) => html`<td key=${j} data-share=${stepOf(one, all)} data-align="end">${say(one)}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
