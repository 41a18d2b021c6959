import { html } from 'htm/preact';
import { Row, Rows } from '../../parts/rows.ts';
import { fieldWord, jobWords as words } from '../../text/jobs.ts';
import { count, figure, NO_VALUE } from '../../text/numbers.ts';

/** Arguments, progress or a result, whatever the kind: each value by its name. */
export function JobValues({ values }: { values: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return html`<p class="muted">${words.nothingGiven}</p>`;
  return html`<${Rows}>
    ${entries.map(([name, value]) => html`<${Row} key=${name} name=${fieldWord(name)}>${shown(value)}<//>`)}
  <//>`;
}

function shown(value: unknown) {
  if (value === null || value === undefined) return NO_VALUE;
  if (typeof value === 'number') return Number.isInteger(value) ? count(value) : figure(value);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return value;
  const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  if (isPlainList) return value.length === 0 ? words.noneOfThem : value.join(', ');
  return html`<pre class="job-text" tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
}
