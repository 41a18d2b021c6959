import { html } from 'htm/preact';
import { PASSWORD_ROUTES, type PasswordRequest } from '#schemas/http/passwords';
import { request } from '../../../http/request.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { count, dateTime } from '../../../text/numbers.ts';
import { siteSettings } from '../../../text/site-settings.ts';

const words = siteSettings.mail;

/** Who forgot a password while no letter could be sent: somebody has to hand the link over. */
export function MailRequests() {
  const list = useList<PasswordRequest>(
    (query, signal) => request(PASSWORD_ROUTES.passwordRequests, { query, signal }),
    [],
    '-asked',
  );
  return html`<section class="stack">
    <h3>${words.requests}</h3>
    <p class="lead">${words.requestsLead}</p>
    <${DataTable}
      id="password-requests"
      caption=${words.requests}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ userId }: PasswordRequest) => userId}
      empty=${words.noRequests}
      actions=${({
        userId,
        name,
      }: PasswordRequest) => html`<a class="button" href=${`/administration/users?person=${userId}`}>
        ${words.open}<span class="spoken"> ${name}</span>
      </a>`}
    />
  </section>`;
}

const COLUMNS: Column<PasswordRequest>[] = [
  { key: 'name', title: words.person, words: ({ name }) => name, sort: 'name', isName: true },
  {
    key: 'asked',
    title: words.asked,
    words: ({ askedMs }) => dateTime(askedMs),
    order: ({ askedMs }) => askedMs,
    sort: 'asked',
  },
  {
    key: 'times',
    title: words.times,
    words: ({ times }) => count(times),
    order: ({ times }) => times,
    sort: 'times',
    align: 'end',
  },
];
