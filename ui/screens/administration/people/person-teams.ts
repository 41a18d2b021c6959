import { html } from 'htm/preact';
import { PEOPLE_ROUTES, type PersonActivity } from '#schemas/http/people';
import type { MemberRole } from '#schemas/http/teams';
import { request } from '../../../http/request.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { pageOfRows } from '../../../parts/table/page-of-rows.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useApp } from '../../../session/app.ts';
import { people } from '../../../text/people.ts';
import { teams } from '../../../text/teams.ts';
import type { PersonTabProps } from './person-tab-props.ts';

type Membership = PersonActivity['teams'][number];

const COLUMNS: Column<Membership>[] = [
  { key: 'name', title: teams.name, words: ({ name }) => name, sort: 'name', isName: true },
  {
    key: 'role',
    title: teams.as,
    words: ({ role }) => teams.memberRoles[role as MemberRole] ?? role,
    sort: 'role',
  },
];

/** The teams of a person, each leading to its page. */
export function PersonTeams({ person: { userId } }: PersonTabProps) {
  const { session, router } = useApp();
  const list = useList<Membership>(
    async (query, signal) => {
      const asked = { params: { userId }, signal };
      return pageOfRows((await request(PEOPLE_ROUTES.personActivity, asked)).teams, COLUMNS, query);
    },
    [userId],
    'name',
  );
  const open = ({ teamId }: Membership) => router.go(`/administration/teams?team=${teamId}`);
  return html`<${DataTable}
    id="person-teams"
    caption=${people.teams}
    columns=${COLUMNS}
    list=${list}
    keyOf=${({ teamId }: Membership) => teamId}
    empty=${people.noTeams}
    isSearchable=${false}
    onOpen=${session.may('team:read') ? open : undefined}
  />`;
}
