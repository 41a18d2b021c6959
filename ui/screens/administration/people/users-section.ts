import { html } from 'htm/preact';
import { UserId } from '#schemas/ids/ids';
import { useAddress } from '../../../session/use-address.ts';
import { text } from '../../../text/en.ts';
import { ImportPeople } from './import-people.ts';
import { PersonPage } from './person-page.ts';
import { UsersList } from './users-list.ts';

/** Everybody who has an account; one of them, or a file of new ones, where the address says so. */
export function UsersSection() {
  const address = useAddress();
  if (address.get('view') === 'import') return html`<${ImportPeople} />`;
  const asked = address.get('person');
  if (asked === '') return html`<${UsersList} />`;
  const userId = UserId.safeParse(asked);
  return userId.success
    ? html`<${PersonPage} key=${userId.data} userId=${userId.data} />`
    : html`<p role="alert">${text.problem.pageNotFound}</p>`;
}
