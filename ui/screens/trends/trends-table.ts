import { html } from 'htm/preact';
import type { LineFrame } from '../../parts/charts/line-plot.ts';
import { count, dateTime, figure } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';

interface TrendsTableProps {
  readonly names: readonly string[];
  readonly frame: LineFrame;
}

/** So many rows are drawn; the file has all of them. */
const ROWS_MAX = 300;

/** The same as numbers, the newest first. */
export function TrendsTable({ names, frame }: TrendsTableProps) {
  const rows = shownRows(frame);
  return html`<div class="table-box" tabindex="0" role="group" aria-label=${trendsWords.table}>
    <table class="trends-table">
      <thead>
        <tr>
          <th scope="col">${trendsWords.time}</th>
          ${names.map((name, i) => html`<th scope="col" key=${name}>${name} ${bracketed(frame.lines[i].y)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, ROWS_MAX).map(
          (index) => html`<tr key=${index}>
            <th scope="row">${dateTime(Number(frame.x[index]) * 1000)}</th>
            ${frame.lines.map(
              ({ key, values }) => html`<td key=${key}>${figure(values[index] ?? null)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>
  ${rows.length > ROWS_MAX && html`<p class="hint">${trendsWords.rowsLeft(count(ROWS_MAX), count(rows.length))}</p>`}`;
}

/** The rows within the range in which any line has a value, the newest first. */
function shownRows({ x, lines, xRange }: LineFrame): number[] {
  const rows: number[] = [];
  for (let i = x.length - 1; i >= 0; i--) {
    const at = x[i] ?? 0;
    if (at < xRange[0] || at > xRange[1]) continue;
    if (lines.some(({ values }) => (values[i] ?? null) !== null)) rows.push(i);
  }
  return rows;
}

const bracketed = (unit: string) => (unit === '' ? '' : `(${unit})`);
