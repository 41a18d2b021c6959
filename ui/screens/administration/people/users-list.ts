import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { PEOPLE_ROUTES, type PersonRow } from '#schemas/http/people';
import { request } from '../../../http/request.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useApp } from '../../../session/app.ts';
import { useAddress } from '../../../session/use-address.ts';
import { people as words } from '../../../text/people.ts';
import { roleChoices, useRoles } from '../roles/role-names.ts';
import { NewPersonDialog } from './new-person-dialog.ts';
import { useSavedPeople } from './saved-people.ts';
import { UsersBulk } from './users-bulk.ts';
import { userColumns } from './users-columns.ts';
import { UsersFilters, useUsersFilters } from './users-filters.ts';

/** The list of accounts: found, filtered, sorted, taken out, and changed many at once. */
export function UsersList() {
  const { session, router, now } = useApp();
  const address = useAddress();
  const isMaking = useSignal(false);
  const roles = useRoles();
  const filters = useUsersFilters();
  const query = filters.query(now.peek());
  const list = useList<PersonRow>(
    (asked, signal) => request(PEOPLE_ROUTES.people, { query: { ...asked, ...query }, signal }),
    filters.chosen,
    'name',
  );
  const save = useSavedPeople();
  const mayEdit = session.may('user:edit');
  return html`<${DataTable}
      id="people"
      caption=${words.title}
      columns=${userColumns(() => now.value)}
      list=${list}
      keyOf=${({ userId }: PersonRow) => userId}
      empty=${words.none}
      isFiltered=${filters.isAny}
      presetOf=${Object.keys(filters.signals)}
      onOpen=${({ userId }: PersonRow) => router.go(address.with({ person: userId }))}
      filters=${html`<${UsersFilters} filters=${filters} roles=${roleChoices(roles)} />`}
      buttons=${html`
        <button
          class="button"
          onClick=${() => save({ ...query, q: list.search.value.trim() || undefined, sort: list.sort.value })}
        >
          ${words.export}
        </button>
        ${mayEdit && html`<a class="button" href="/administration/users?view=import">${words.import}</a>`}
        ${
          mayEdit &&
          html`<button
            class="button primary"
            onClick=${() => {
              isMaking.value = true;
            }}
          >
            ${words.make}
          </button>`
        }
      `}
      bulk=${
        mayEdit
          ? (rows: readonly PersonRow[], clear: () => void) =>
              html`<${UsersBulk} rows=${rows} roles=${roles} clear=${clear} reload=${list.reload} />`
          : undefined
      }
    />
    ${
      isMaking.value &&
      html`<${NewPersonDialog}
        roles=${roleChoices(roles)}
        onMade=${list.reload}
        onClose=${() => {
          isMaking.value = false;
        }}
      />`
    }`;
}
