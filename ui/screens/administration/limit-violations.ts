import { html } from 'htm/preact';
import { LIMIT_ROUTES, type Violation } from '#schemas/http/limits';
import { request } from '../../http/request.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { count, dateTime } from '../../text/numbers.ts';
import { siteSettings } from '../../text/site-settings.ts';

const words = siteSettings.violations;

/** Who went beyond a rate limit, and the way to what else came from there. */
export function LimitViolations() {
  const { session } = useApp();
  const list = useList<Violation>(
    (query, signal) => request(LIMIT_ROUTES.violations, { query, signal }),
    [],
    '-last',
  );
  return html`<section class="stack">
    <h3>${words.title}</h3>
    <p class="lead">${words.lead}</p>
    <${DataTable}
      id="violations"
      caption=${words.title}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ kind, subject }: Violation) => `${kind}-${subject}`}
      empty=${words.none}
      buttons=${html`<button class="button" onClick=${list.reload}>${words.reload}</button>`}
      actions=${session.may('audit:read') ? entriesOf : undefined}
    />
  </section>`;
}

function entriesOf({ subject }: Violation) {
  // Of much work it is a person's or a key's: the id says which.
  const filter = { us: 'actorId', ky: 'q' }[/^(us|ky)_/.exec(subject)?.[1] ?? ''] ?? 'address';
  const query = new URLSearchParams({ [filter]: subject });
  return html`<a class="button" href=${`/administration/audit?${query}`}>
    ${words.entries}<span class="spoken"> ${subject}</span>
  </a>`;
}

const COLUMNS: Column<Violation>[] = [
  {
    key: 'subject',
    title: words.subject,
    words: ({ subject }) => subject,
    sort: 'subject',
    isName: true,
  },
  { key: 'kind', title: words.kind, words: ({ kind }) => words.kinds[kind], sort: 'kind' },
  { key: 'route', title: words.route, words: ({ route }) => route },
  {
    key: 'refused',
    title: words.refused,
    words: ({ refused }) => count(refused),
    order: ({ refused }) => refused,
    sort: 'refused',
    align: 'end',
  },
  {
    key: 'first',
    title: words.first,
    words: ({ firstMs }) => dateTime(firstMs),
    order: ({ firstMs }) => firstMs,
    sort: 'first',
    isExtra: true,
  },
  {
    key: 'last',
    title: words.last,
    words: ({ lastMs }) => dateTime(lastMs),
    order: ({ lastMs }) => lastMs,
    sort: 'last',
  },
];
