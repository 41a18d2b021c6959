import { html } from 'htm/preact';
import { KEY_ROUTES, type KeyRow } from '#schemas/http/keys';
import { request } from '../../../http/request.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { administration } from '../../../text/administration.ts';
import { person as words } from '../../../text/people.ts';
import { settings } from '../../../text/settings.ts';
import { keyColumns } from '../../settings/key-columns.ts';
import type { PersonTabProps } from './person-tab-props.ts';

/** More than anybody may have. */
const KEYS_MAX = 200;

/** The API keys of a person for who looks after keys; for others only how many there are. */
export function PersonKeys(props: PersonTabProps) {
  const { session } = useApp();
  const { keys } = props.person;
  if (session.may('key:manage')) return html`<${Keys} ...${props} />`;
  return html`<p>${keys === 0 ? words.keys.none : words.keys.count(keys)}</p>`;
}

function Keys({ person: { userId }, onChanged }: PersonTabProps) {
  const { now, notices, questions } = useApp();
  const attempt = useAct();
  const columns = keyColumns(() => now.value);
  const list = useList<KeyRow>(
    async (query, signal) => {
      const asked = { query: { ownerId: userId, limit: KEYS_MAX }, signal };
      return pageOfRows((await request(KEY_ROUTES.allKeys, asked)).items, columns, query);
    },
    [userId],
  );
  const revoke = async ({ keyId, name }: KeyRow) => {
    const { revokeTitle, revokeLead: sentence, revoke: action, revoked } = administration.keys;
    const question = { title: revokeTitle(name), sentence, action, isDanger: true };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(KEY_ROUTES.revokeAnyKey, { params: { keyId } });
      notices.done(revoked);
      list.reload();
      onChanged();
    });
  };
  return html`<${DataTable}
    id="person-keys"
    caption=${settings.sections.keys}
    columns=${columns}
    list=${list}
    keyOf=${({ keyId }: KeyRow) => keyId}
    empty=${words.keys.none}
    isSearchable=${false}
    actions=${(row: KeyRow) => html`<button class="button" onClick=${() => revoke(row)}>
      ${administration.keys.revoke}<span class="spoken"> ${row.name}</span>
    </button>`}
  />`;
}
