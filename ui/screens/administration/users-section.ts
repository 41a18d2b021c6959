import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { ListedStatus, PEOPLE_ROUTES, type PersonRow } from '#schemas/http/people';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../http/request.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { age, dateTime } from '../../text/numbers.ts';
import { NewPersonDialog } from './new-person-dialog.ts';
import { PersonDialog } from './person-dialog.ts';

const words = administration.users;

/** Names of all roles, for choices; until they are there only the keys are known. */
export function useRoleNames(): readonly (readonly [string, string])[] {
  const { state } = useLoad((signal) => request(RIGHTS_ROUTES.roles, { signal }), []);
  const loaded = state.value;
  return loaded.kind === 'ready' ? loaded.value.roles.map(({ key, name }) => [key, name]) : [];
}

/** Everybody who has an account: found, made, changed, kept out. */
export function UsersSection() {
  const { session, now } = useApp();
  const status = useSignal('');
  const role = useSignal('');
  const shown = useSignal<{ kind: 'new' } | { kind: 'person'; row: PersonRow } | null>(null);
  const roles = useRoleNames();
  const list = useList<PersonRow>(
    (query, signal) =>
      request(PEOPLE_ROUTES.people, {
        query: { ...query, status: status.value || undefined, role: role.value || undefined },
        signal,
      }),
    [status.value, role.value],
    'name',
  );
  const close = () => {
    shown.value = null;
  };
  const open = shown.value;
  return html`<${DataTable}
      id="people"
      caption=${administration.sections.users}
      columns=${columnsOf(() => now.value)}
      list=${list}
      keyOf=${({ userId }: PersonRow) => userId}
      empty=${words.none}
      isFiltered=${status.value !== '' || role.value !== ''}
      onOpen=${(row: PersonRow) => {
        shown.value = { kind: 'person', row };
      }}
      filters=${html`<${Filters} status=${status} role=${role} roles=${roles} />`}
      buttons=${
        session.may('user:edit') &&
        html`<button
          class="button primary"
          onClick=${() => {
            shown.value = { kind: 'new' };
          }}
        >
          ${words.make}
        </button>`
      }
      bulk=${session.may('user:edit') ? bulkOf(list.reload) : undefined}
    />
    ${open?.kind === 'new' && html`<${NewPersonDialog} roles=${roles} onClose=${close} onMade=${list.reload} />`}
    ${open?.kind === 'person' && html`<${PersonDialog} userId=${open.row.userId} roles=${roles} onClose=${close} onChanged=${list.reload} />`}`;
}

function Filters({
  status,
  role,
  roles,
}: {
  status: Signal<string>;
  role: Signal<string>;
  roles: readonly (readonly [string, string])[];
}) {
  const statuses = ListedStatus.options.map((one) => [one, words.statuses[one]] as const);
  return html`
    <${SelectField} id="people-status" label=${words.status} value=${status} choices=${[['', words.anyStatus], ...statuses]} />
    <${SelectField} id="people-role" label=${words.role} value=${role} choices=${[['', words.anyRole], ...roles]} />
  `;
}

function bulkOf(reload: () => void) {
  return (rows: readonly PersonRow[], clear: () => void) =>
    html`<${Bulk} rows=${rows} clear=${clear} reload=${reload} />`;
}

function Bulk({
  rows,
  clear,
  reload,
}: {
  rows: readonly PersonRow[];
  clear: () => void;
  reload: () => void;
}) {
  const { notices, questions } = useApp();
  const act = async (action: 'suspend' | 'activate') => {
    const question = {
      title: words.manyTitle(rows.length),
      sentence: words.sure.suspend,
      action: words.suspendMany,
      isDanger: true,
    };
    if (action === 'suspend' && !(await questions.confirm(question))) return;
    try {
      const userIds = rows.map(({ userId }) => userId);
      const { outcomes } = await request(PEOPLE_ROUTES.bulkPeople, { body: { action, userIds } });
      const failed = outcomes.filter(({ done }) => !done);
      const said = words.many(outcomes.length - failed.length, failed.length);
      if (failed.length === 0) notices.done(said);
      else notices.failed(`${said} ${failed[0].sentence ?? ''}`);
      clear();
      reload();
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  return html`<button class="button" onClick=${() => act('suspend')}>${words.suspendMany}</button>
    <button class="button" onClick=${() => act('activate')}>${words.activateMany}</button>`;
}

function columnsOf(nowMs: () => number): Column<PersonRow>[] {
  return [
    { key: 'name', title: words.name, words: ({ name }) => name, sort: 'name', isName: true },
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
    { key: 'role', title: words.role, words: ({ roleName }) => roleName, sort: 'role' },
    {
      key: 'status',
      title: words.status,
      words: ({ status, lockedUntilMs }) =>
        lockedUntilMs === null
          ? words.statuses[status]
          : `${words.statuses[status]}, ${words.locked}`,
      sort: 'status',
    },
    {
      key: 'factor',
      title: words.factor,
      words: ({ hasSecondFactor }) => (hasSecondFactor ? words.yes : words.no),
    },
    {
      key: 'lastSignIn',
      title: words.lastSignIn,
      words: ({ lastSignInMs }) => (lastSignInMs === null ? '' : age(lastSignInMs, nowMs())),
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
