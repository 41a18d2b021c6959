import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ImportAnswer } from '#schemas/http/people';
import { CheckField } from '../../../parts/form/check-field.ts';
import { Sentence } from '../../../parts/sentence.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { importSays } from '../../../text/import-says.ts';
import { people } from '../../../text/people.ts';

const words = people.import_;
type Row = ImportAnswer['rows'][number];

const wordsOf = ({ message, reason, issue }: Row['errors'][number]) =>
  importSays({ sentence: message, reason, issue });

const COLUMNS: Column<Row>[] = [
  {
    key: 'line',
    title: words.line,
    words: ({ line }) => String(line),
    order: ({ line }) => line,
    sort: 'line',
    align: 'end',
  },
  { key: 'name', title: people.name, words: ({ name }) => name, sort: 'name', isName: true },
  { key: 'email', title: people.email, words: ({ email }) => email ?? '', sort: 'email' },
  { key: 'fullName', title: people.fullName, words: ({ fullName }) => fullName ?? '' },
  { key: 'role', title: people.role, words: ({ role }) => role, sort: 'role' },
  {
    key: 'problems',
    title: words.problems,
    words: ({ errors }) =>
      errors.length === 0
        ? words.fine
        : errors.map((error) => `${error.field}: ${wordsOf(error)}`).join(' '),
    cell: ({ errors }) =>
      errors.length === 0
        ? html`<span class="muted">${words.fine}</span>`
        : html`<ul class="row-errors">
            ${errors.map((error) => html`<li key=${error.field + error.message}><code>${error.field}</code> <${Sentence} of=${wordsOf(error)} /></li>`)}
          </ul>`,
    order: ({ errors }) => -errors.length,
    sort: 'problems',
  },
];

/** Each row of a file of new accounts, and what is wrong with it. */
export function ImportRows({ rows }: { rows: readonly Row[] }) {
  const isOnlyWrong = useSignal(false);
  const hasWrong = rows.some(({ errors }) => errors.length > 0);
  const list = useList<Row>(
    async (query) =>
      pageOfRows(
        rows.filter(({ errors }) => !isOnlyWrong.value || errors.length > 0),
        COLUMNS,
        query,
      ),
    [rows, isOnlyWrong.value],
  );
  return html`<${DataTable}
    id="import"
    caption=${words.title}
    columns=${COLUMNS}
    list=${list}
    keyOf=${({ line }: Row) => String(line)}
    empty=${words.ready(0)}
    isFiltered=${isOnlyWrong.value}
    filters=${hasWrong && html`<${CheckField} label=${words.onlyWrong} value=${isOnlyWrong} />`}
  />`;
}
