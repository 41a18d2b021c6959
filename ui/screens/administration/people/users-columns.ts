import { html } from 'htm/preact';
import type { PersonRow } from '#schemas/http/people';
import type { Column } from '../../../parts/table/column.ts';
import { Tag } from '../../../parts/tag.ts';
import { age, dateTime } from '../../../text/numbers.ts';
import { people as words } from '../../../text/people.ts';
import { roleNameWords } from '../../../text/role-name.ts';

/** What the list of accounts tells of each. */
export function userColumns(nowMs: () => number): Column<PersonRow>[] {
  return [
    {
      key: 'name',
      title: words.name,
      words: ({ name }) => name,
      cell: ({ name, isProtected }) =>
        html`${name} ${isProtected && html`<${Tag}>${words.protectedShort}<//>`}`,
      sort: 'name',
      isName: true,
    },
    {
      key: 'fullName',
      title: words.fullName,
      words: ({ fullName }) => fullName ?? '',
      sort: 'fullName',
    },
    {
      key: 'email',
      title: words.email,
      words: ({ email }) => email ?? '',
      sort: 'email',
      isExtra: true,
    },
    {
      key: 'role',
      title: words.role,
      words: ({ role, roleName }) => roleNameWords(role, roleName),
      sort: 'role',
    },
    {
      key: 'status',
      title: words.status,
      words: statusOf,
      cell: (row) =>
        row.status === 'active' && row.lockedUntilMs === null
          ? statusOf(row)
          : html`<${Tag} kind="notice">${statusOf(row)}<//>`,
      sort: 'status',
    },
    {
      key: 'teams',
      title: words.teams,
      words: ({ teams }) => teams.map(({ name }) => name).join(', '),
      isExtra: true,
    },
    {
      key: 'factor',
      title: words.factor,
      words: ({ hasSecondFactor }) => (hasSecondFactor ? words.yes : words.no),
    },
    {
      key: 'lastSignIn',
      title: words.lastSignIn,
      words: ({ lastSignInMs }) =>
        lastSignInMs === null ? words.never : age(lastSignInMs, nowMs()),
      sort: 'lastSignIn',
    },
    {
      key: 'created',
      title: words.registered,
      words: ({ createdMs }) => dateTime(createdMs),
      sort: 'created',
      isExtra: true,
    },
  ];
}

function statusOf({ status, lockedUntilMs }: PersonRow): string {
  return lockedUntilMs === null
    ? words.statuses[status]
    : `${words.statuses[status]}, ${words.locked}`;
}
