import { html } from 'htm/preact';
import type { PersonRights, RoleInfo } from '#schemas/http/rights';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { dateTime } from '../../../text/numbers.ts';
import { person as personWords } from '../../../text/people.ts';
import { rightWords } from '../../../text/rights.ts';
import { type ExplainedRight, explainedRights, type Source } from './person-rights.ts';

const words = personWords.access;

const COLUMNS: Column<ExplainedRight>[] = [
  {
    key: 'right',
    title: words.permission,
    words: ({ permission }) => permission,
    cell: ({ permission, denial }) =>
      html`<span class=${denial === null ? '' : 'struck'}>${rightWords[permission]}</span> <code class="muted">${permission}</code>`,
    sort: 'right',
    isName: true,
  },
  {
    key: 'from',
    title: words.from,
    words: ({ sources, denial }) =>
      [...(denial === null ? [] : [denialOf(denial)]), ...sources.map(sourceOf)].join('; '),
    sort: 'from',
  },
];

/** Everything that a person may, with where it comes from; what is denied stands there struck out. */
export function PersonEffective({
  rights,
  roles,
}: {
  rights: PersonRights;
  roles: readonly RoleInfo[];
}) {
  const list = useList<ExplainedRight>(
    async (query) => pageOfRows(explainedRights(rights, roles), COLUMNS, query),
    [rights, roles],
  );
  return html`<h3>${words.effective}</h3>
    <p class="lead">${words.effectiveLead}</p>
    <${DataTable}
      id="person-rights"
      caption=${words.effective}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ permission }: ExplainedRight) => permission}
      empty=${words.nothing}
    />`;
}

function denialOf({ expiresMs }: { expiresMs: number | null }): string {
  return expiresMs === null ? words.deniedForGood : words.deniedUntil(dateTime(expiresMs));
}

function sourceOf(source: Source): string {
  const { sources } = words;
  if (source.kind === 'grant') {
    return source.expiresMs === null
      ? sources.grant
      : sources.grantUntil(dateTime(source.expiresMs));
  }
  const { role, from } = source;
  if (source.kind === 'role')
    return from === null ? sources.role(role) : sources.inherited(role, from);
  return from === null
    ? sources.team(source.team, role)
    : sources.teamInherited(source.team, role, from);
}
