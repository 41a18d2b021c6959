import { html } from 'htm/preact';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { loadedPart } from '../../settings/loaded-part.ts';
import { useRoles } from '../roles/role-names.ts';
import { PersonAreas } from './person-areas.ts';
import { PersonEffective } from './person-effective.ts';
import { PersonGrants } from './person-grants.ts';
import { PersonRole } from './person-role.ts';
import type { PersonTabProps } from './person-tab-props.ts';

/** What a person may: the role, exceptions from it, rights within areas, and what all of it comes to. */
export function PersonAccess(props: PersonTabProps) {
  const { person, onChanged } = props;
  const roles = useRoles();
  const { state, reload } = useLoad(
    (signal) => request(RIGHTS_ROUTES.personRights, { params: { userId: person.userId }, signal }),
    [person],
  );
  return loadedPart(state.value, reload, (rights) => {
    const given = { person, rights, roles, onChanged };
    return html`
      <div class="card"><${PersonRole} ...${given} /></div>
      <div class="card"><${PersonGrants} ...${given} /></div>
      <div class="card"><${PersonAreas} rights=${rights} roles=${roles} /></div>
      <${PersonEffective} rights=${rights} roles=${roles} />
    `;
  });
}
