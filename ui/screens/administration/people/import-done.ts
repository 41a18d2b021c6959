import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { ImportAnswer } from '#schemas/http/people';
import { saveFile } from '../../../parts/save-file.ts';
import type { Column } from '../../../parts/table/column.ts';
import { csvOf } from '../../../parts/table/csv.ts';
import { useApp } from '../../../session/app.ts';
import { people } from '../../../text/people.ts';

const words = people.import_;
type Row = ImportAnswer['rows'][number];

const COLUMNS: Column<Row>[] = [
  { key: 'name', title: people.name, words: ({ name }) => name },
  { key: 'fullName', title: people.fullName, words: ({ fullName }) => fullName ?? '' },
  { key: 'email', title: people.email, words: ({ email }) => email ?? '' },
  {
    key: 'link',
    title: words.link,
    words: ({ invite }) => new URL(invite?.link ?? '', location.origin).href,
  },
];

/** What came of an import: who got a letter, and the links that have to be handed over, shown only now. */
export function ImportDone({ rows }: { rows: readonly Row[] }) {
  const links = rows.filter(({ invite }) => invite !== null && invite.link !== null);
  const sent = rows.filter(({ invite }) => invite !== null && invite.sentTo !== null).length;
  return html`<p class="strong" role="status">${words.done(rows.length)}</p>
    ${sent > 0 && html`<p>${words.sent(sent)}</p>`}
    ${links.length > 0 && html`<${Links} rows=${links} />`}
    <p><a class="button" href="/administration/users">${words.list}</a></p>`;
}

function Links({ rows }: { rows: readonly Row[] }) {
  const { router } = useApp();
  const isSaved = useSignal(false);
  // They cannot be had again: who leaves without them is asked.
  useEffect(() => router.hold(() => !isSaved.peek()), [router]);
  return html`<p>${words.handOver(rows.length)}</p>
    <p>
      <button
        class="button primary"
        onClick=${() => {
          saveFile('tremolo-links.csv', 'text/csv', csvOf(COLUMNS, rows));
          isSaved.value = true;
        }}
      >
        ${words.links}
      </button>
    </p>`;
}
