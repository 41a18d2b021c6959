import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { TAG_ROUTES, type TagRow } from '#schemas/http/tags';
import { request } from '../../http/request.ts';
import { FormDialog } from '../../parts/form/form-dialog.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { count } from '../../text/numbers.ts';
import { tags as words } from '../../text/tags.ts';

/** Every tag of the plant: renamed, joined with another, or taken off everywhere. */
export function TagsSection() {
  const { notices, questions } = useApp();
  const renamed = useSignal<string | null>(null);
  const list = useList<TagRow>(
    async (query, signal) =>
      pageOfRows((await request(TAG_ROUTES.tags, { signal })).tags, COLUMNS, query),
    [],
    'tag',
  );
  const changed = (points: number) => {
    renamed.value = null;
    notices.done(words.done(points));
    list.reload();
  };
  const remove = async ({ tag, points }: TagRow) => {
    const question = {
      title: words.removeTitle(tag),
      sentence: words.removeLead(points),
      action: words.remove,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    try {
      changed((await request(TAG_ROUTES.removeTag, { params: { tag } })).points);
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="tags"
      caption=${administration.sections.tags}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ tag }: TagRow) => tag}
      empty=${words.none}
      actions=${(row: TagRow) => html`<button
          class="button"
          onClick=${() => {
            renamed.value = row.tag;
          }}
        >
          ${words.rename}<span class="spoken"> ${row.tag}</span>
        </button>
        <button class="button" onClick=${() => remove(row)}>
          ${words.remove}<span class="spoken"> ${row.tag}</span>
        </button>`}
    />
    ${
      renamed.value !== null &&
      html`<${Rename}
        tag=${renamed.value}
        onDone=${changed}
        onClose=${() => {
          renamed.value = null;
        }}
      />`
    }`;
}

function Rename(props: { tag: string; onDone: (points: number) => void; onClose: () => void }) {
  const { tag } = props;
  const next = useSignal(tag);
  const form = useSubmit(async () => {
    const body = { tag: next.value };
    props.onDone((await request(TAG_ROUTES.renameTag, { params: { tag }, body })).points);
  });
  return html`<${FormDialog}
    title=${words.renameTitle(tag)}
    action=${words.rename}
    of=${form}
    draft=${() => next.value}
    onClose=${props.onClose}
    isReady=${next.value.trim() !== tag}
  >
    <p>${words.renameLead}</p>
    <${TextField} id="tag-next" label=${words.next} value=${next} error=${form.issues.value.tag ?? null} required autofocus />
  <//>`;
}

const COLUMNS: Column<TagRow>[] = [
  { key: 'tag', title: words.tag, words: ({ tag }) => tag, sort: 'tag', isName: true },
  {
    key: 'points',
    title: words.points,
    words: ({ points }) => count(points),
    order: ({ points }) => points,
    sort: 'points',
    align: 'end',
  },
];
