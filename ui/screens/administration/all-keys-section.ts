import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow } from '#schemas/http/keys';
import { request } from '../../http/request.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { age, count, dateTime } from '../../text/numbers.ts';

const words = administration.keys;

/** Everybody’s API keys, to be ended when one is in the wrong hands. */
export function AllKeysSection() {
  const { now, notices, questions } = useApp();
  const list = useList<KeyRow>(
    (query, signal) => request(KEY_ROUTES.allKeys, { query: { ...query }, signal }),
    [],
    '-created',
  );
  const revoke = async ({ keyId, name }: KeyRow) => {
    const title = words.revokeTitle(name);
    const question = { title, sentence: words.revokeLead, action: words.revoke, isDanger: true };
    if (!(await questions.confirm(question))) return;
    try {
      await request(KEY_ROUTES.revokeAnyKey, { params: { keyId } });
      notices.done(words.revoked);
      list.reload();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<${DataTable}
    id="all-keys"
    caption=${administration.sections.keys}
    columns=${columnsOf(() => now.value)}
    list=${list}
    keyOf=${({ keyId }: KeyRow) => keyId}
    empty=${words.none}
    actions=${(row: KeyRow) => html`<button class="button" onClick=${() => revoke(row)}>
      ${words.revoke}<span class="spoken"> ${row.name}</span>
    </button>`}
  />`;
}

function columnsOf(nowMs: () => number): Column<KeyRow>[] {
  return [
    {
      key: 'name',
      title: words.name,
      words: ({ name, prefix }) => `${name} (${prefix})`,
      sort: 'name',
      isName: true,
    },
    { key: 'owner', title: words.owner, words: ({ ownerName }) => ownerName, sort: 'owner' },
    {
      key: 'created',
      title: words.created,
      words: ({ createdMs }) => dateTime(createdMs),
      sort: 'created',
    },
    {
      key: 'expires',
      title: words.expires,
      words: ({ expiresMs }) => (expiresMs === null ? words.never : dateTime(expiresMs)),
      sort: 'expires',
    },
    {
      key: 'lastUsed',
      title: words.lastUsed,
      words: ({ lastUsedMs }) => (lastUsedMs === null ? words.never : age(lastUsedMs, nowMs())),
      sort: 'lastUsed',
    },
    { key: 'today', title: words.today, words: ({ usedToday }) => count(usedToday), align: 'end' },
  ];
}
