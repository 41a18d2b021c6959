import { html } from 'htm/preact';
import { PEOPLE_ROUTES, type PersonActivity } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useApp } from '../../../session/app.ts';
import { auditEventWords } from '../../../text/audit-event-words.ts';
import { dateTime } from '../../../text/numbers.ts';
import { person } from '../../../text/people.ts';
import type { PersonTabProps } from './person-tab-props.ts';

const words = person.activity;
type Entry = PersonActivity['entries'][number];

const COLUMNS: Column<Entry>[] = [
  {
    key: 'what',
    title: words.what,
    words: ({ event }) => auditEventWords(event),
    sort: 'what',
    isName: true,
  },
  {
    key: 'when',
    title: words.when,
    words: ({ atMs }) => dateTime(atMs),
    order: ({ atMs }) => atMs,
    sort: 'when',
  },
  {
    key: 'outcome',
    title: words.outcome,
    words: ({ outcome }) => words.outcomes[outcome] ?? outcome,
    sort: 'outcome',
  },
  {
    key: 'on',
    title: words.on,
    words: ({ resourceType, resourceId }) =>
      resourceId === null ? resourceType : `${resourceType} ${resourceId}`,
    isExtra: true,
  },
];

/** The latest hundred things that a person did, with the way to all the others. */
export function PersonActivityTab({ person: { userId } }: PersonTabProps) {
  const { session } = useApp();
  const list = useList<Entry>(
    async (query, signal) => {
      const asked = { params: { userId }, signal };
      const { entries } = await request(PEOPLE_ROUTES.personActivity, asked);
      return pageOfRows(entries, COLUMNS, query);
    },
    [userId],
  );
  return html`<${DataTable}
    id="person-activity"
    caption=${words.title}
    columns=${COLUMNS}
    list=${list}
    keyOf=${({ seq }: Entry) => String(seq)}
    empty=${words.none}
    buttons=${session.may('audit:read') && html`<a class="button" href=${`/administration/audit?actorId=${userId}`}>${words.all}</a>`}
  />`;
}
