import type { Permission } from '#schemas/access/permissions';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import type { UserId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { Person } from '../people/person.ts';
import { type Route, route } from './route.ts';

/** Roles, what single persons may beside them, and roles within an area. */
export function rightsRoutes(flows: Flows): Route[] {
  const { roleBook, grants, areaBook, rightsReading, directory, teamRegister, assets } =
    flows.rooms;
  const wanted = (userId: UserId): Person => {
    const person = directory.get(userId);
    if (person === null || person.status === 'erased') {
      throw new TremoloError('not_found', 'There is no such account.');
    }
    return person;
  };
  const rightsOf = (userId: UserId) => rightsReading.person(userId, wanted(userId).role);
  return [
    route(RIGHTS_ROUTES.roles, () => ({ roles: rightsReading.roles() })),
    route(RIGHTS_ROUTES.roleMatrix, () => rightsReading.matrix()),
    route(RIGHTS_ROUTES.role, ({ params }) => rightsReading.role(params.role)),
    route(RIGHTS_ROUTES.makeRole, async ({ body, principal, actor }) => {
      await roleBook.make(body, principal.permissions, actor);
      return rightsReading.role(body.key);
    }),
    route(RIGHTS_ROUTES.editRole, async ({ params, body, principal, actor }) => {
      await roleBook.edit(params.role, body, principal.permissions, actor);
      return rightsReading.role(params.role);
    }),
    route(RIGHTS_ROUTES.deleteRole, ({ params, actor }) => roleBook.delete(params.role, actor)),
    route(RIGHTS_ROUTES.personRights, ({ params }) => rightsOf(params.userId)),
    route(RIGHTS_ROUTES.setGrant, async ({ params, body, principal, actor }) => {
      const { userId, permission } = params;
      refuseReach(flows, wanted(userId), permission, principal);
      await grants.set(userId, { permission, ...body }, actor);
      return rightsOf(userId);
    }),
    route(RIGHTS_ROUTES.removeGrant, async ({ params, principal, actor }) => {
      const { userId, permission } = params;
      refuseReach(flows, wanted(userId), permission, principal);
      if (!(await grants.remove(userId, permission, actor))) {
        throw new TremoloError('not_found', 'Nothing of this was granted or denied.');
      }
      return rightsOf(userId);
    }),
    route(RIGHTS_ROUTES.accessReview, ({ params }) => ({
      people: rightsReading.holders(params.permission),
    })),
    route(RIGHTS_ROUTES.areaRights, () => ({
      areas: assets.areas(),
      rights: rightsReading.areaRights(),
    })),
    route(RIGHTS_ROUTES.setAreaRight, async ({ params, body, principal, actor }) => {
      const { subject, role, expiresMs } = body;
      if (subject.kind === 'person') wanted(subject.id);
      else teamRegister.wanted(subject.id);
      roleBook.get(role);
      refuseMore(roleBook.permissionsOf(role), principal);
      await areaBook.set({ area: params.area, subject, role, expiresMs }, actor);
      const given = { area: params.area, subjectId: subject.id, role, expiresMs };
      const shown = rightsReading.areaRight(given);
      if (shown === null) throw new TremoloError('not_found', 'There is no such person or team.');
      return shown;
    }),
    route(RIGHTS_ROUTES.removeAreaRight, async ({ params, actor }) => {
      if (!(await areaBook.remove(params.area, params.subjectId, actor))) {
        throw new TremoloError('not_found', 'There is no such right in this area.');
      }
    }),
  ];
}

/** Nobody changes his own rights, those of the protected administrator, or gives what he may not do himself. */
function refuseReach(
  { rooms }: Flows,
  person: Person,
  permission: Permission,
  principal: Principal,
): void {
  if (person.userId === principal.userId) {
    throw new TremoloError('forbidden', 'Nobody changes his own rights.');
  }
  if (person.isProtected) {
    throw new TremoloError(
      'forbidden',
      'The rights of the protected administrator stay as they are.',
    );
  }
  refuseMore(new Set([permission]), principal);
  // Whoever may do more than the one who asks is out of reach: a denial would be a way to disarm him.
  refuseMore(rooms.rights.standingOf(person.userId), principal);
}

function refuseMore(given: ReadonlySet<Permission>, { permissions }: Principal): void {
  const more = [...given].filter((permission) => !permissions.has(permission));
  if (more.length === 0) return;
  throw new TremoloError(
    'forbidden',
    `This goes beyond what you may do yourself: ${more.join(', ')}.`,
  );
}
