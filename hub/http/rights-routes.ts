import { governs } from '#schemas/access/governing';
import type { Permission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import { RIGHTS_ROUTES } from '#schemas/http/rights';
import { NodeId, type UserId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { Person } from '../people/person.ts';
import type { RoleMaker } from '../rights/role-book.ts';
import { recordingRefusal } from './recording-refusal.ts';
import { refusePastEnd } from './refuse-past-end.ts';
import { type Route, route } from './route.ts';

/** Roles, what single persons may beside them, and roles within an area. */
export function rightsRoutes(flows: Flows): Route[] {
  const {
    roleBook,
    grants,
    areaBook,
    rightsReading,
    directory,
    teamRegister,
    assets,
    plant,
    store,
    clock,
  } = flows.rooms;
  const wanted = (userId: UserId): Person => {
    const person = directory.get(userId);
    if (person === null || person.status === 'erased') {
      throw refused('account_unknown');
    }
    return person;
  };
  const rightsOf = (userId: UserId) => rightsReading.person(userId, wanted(userId).role);
  return [
    route(RIGHTS_ROUTES.roles, () => ({ roles: rightsReading.roles() })),
    route(RIGHTS_ROUTES.roleMatrix, () => rightsReading.matrix()),
    route(RIGHTS_ROUTES.role, ({ params }) => rightsReading.role(params.role)),
    route(RIGHTS_ROUTES.makeRole, async ({ body, principal, actor }) => {
      const { key, inherits, permissions } = body;
      const details = { after: { inherits, permissions } };
      const attempt = { event: 'role.created', actor, resourceId: key, details } as const;
      await recordingRefusal(store, attempt, () =>
        roleBook.make(body, makerOf(flows, principal), actor),
      );
      return rightsReading.role(body.key);
    }),
    route(RIGHTS_ROUTES.editRole, async ({ params, body, principal, actor }) => {
      const { inherits = null, permissions = null } = body;
      const details = { after: { inherits, permissions } };
      const attempt = { event: 'role.changed', actor, resourceId: params.role, details } as const;
      await recordingRefusal(store, attempt, () =>
        roleBook.edit(params.role, body, makerOf(flows, principal), actor),
      );
      return rightsReading.role(params.role);
    }),
    route(RIGHTS_ROUTES.deleteRole, ({ params, actor }) => roleBook.delete(params.role, actor)),
    route(RIGHTS_ROUTES.personRights, ({ params }) => rightsOf(params.userId)),
    route(RIGHTS_ROUTES.setGrant, async ({ params, body, principal, actor }) => {
      const { userId, permission } = params;
      const person = wanted(userId);
      refusePastEnd(body.expiresMs, clock());
      const event = body.effect === 'grant' ? 'permission.granted' : 'permission.denied';
      const attempt = { event, actor, resourceId: userId, details: { permission } } as const;
      await recordingRefusal(store, attempt, () =>
        refuseReach(flows, person, permission, principal),
      );
      await grants.set(userId, { permission, ...body }, actor);
      return rightsOf(userId);
    }),
    route(RIGHTS_ROUTES.removeGrant, async ({ params, principal, actor }) => {
      const { userId, permission } = params;
      const person = wanted(userId);
      const event = 'permission.reset';
      const attempt = { event, actor, resourceId: userId, details: { permission } } as const;
      await recordingRefusal(store, attempt, () =>
        refuseReach(flows, person, permission, principal),
      );
      if (!(await grants.remove(userId, permission, actor))) {
        throw refused('grant_unknown');
      }
      return rightsOf(userId);
    }),
    route(RIGHTS_ROUTES.accessReview, ({ params }) => ({
      people: rightsReading.holders(params.permission),
    })),
    route(RIGHTS_ROUTES.areas, () => {
      const areas = assets.areas();
      const { tree } = plant;
      const isThere = (area: string) => areas.includes(area) || tree.get(area) !== null;
      const formerAreas = rightsReading.areasWithRights().filter((area) => !isThere(area));
      const nodes = tree
        .inOrder()
        .map(({ nodeId, kind }) => ({ nodeId, kind, path: tree.pathOf(nodeId) }));
      return { areas, nodes, formerAreas };
    }),
    route(RIGHTS_ROUTES.areaRights, ({ query }) => rightsReading.areaRights(query)),
    route(RIGHTS_ROUTES.setAreaRight, async ({ params, body, principal, actor }) => {
      const { subject, role, expiresMs } = body;
      if (subject.kind === 'person') wanted(subject.id);
      else teamRegister.wanted(subject.id);
      if (NodeId.safeParse(params.area).success) plant.node(params.area);
      roleBook.get(role);
      refusePastEnd(expiresMs, clock());
      const details = { area: params.area, role };
      const attempt = {
        event: 'area_right.given',
        actor,
        resourceId: subject.id,
        details,
      } as const;
      await recordingRefusal(store, attempt, () =>
        refuseAreaRole(flows, subject.id, role, principal),
      );
      await areaBook.set({ area: params.area, subject, role, expiresMs }, actor);
      const given = { area: params.area, subjectId: subject.id, role, expiresMs };
      const shown = rightsReading.areaRight(given);
      if (shown === null) throw refused('person_or_team_unknown');
      return shown;
    }),
    route(RIGHTS_ROUTES.removeAreaRight, async ({ params, principal, actor }) => {
      const { area, subjectId } = params;
      const attempt = { event: 'area_right.taken', actor, resourceId: subjectId } as const;
      // Taking is judged like giving: it would be a way to disarm those who may more.
      const had = roleBook.permissionsOf(areaBook.roleOf(area, subjectId) ?? '');
      await recordingRefusal(store, { ...attempt, details: { area } }, () =>
        refuseMore(had, givableBy(flows, principal)),
      );
      if (!(await areaBook.remove(area, subjectId, actor))) {
        throw refused('area_right_unknown');
      }
    }),
  ];
}

/** What a request may give to others: of what it may, that which its person has for good. */
function givableBy({ rooms }: Flows, { userId, permissions }: Principal): ReadonlySet<Permission> {
  return rooms.rights.lastingOf(userId).intersection(permissions);
}

function makerOf(flows: Flows, principal: Principal): RoleMaker {
  return {
    isAdministrator: principal.actor.role === 'admin',
    may: givableBy(flows, principal),
  };
}

/** Nobody changes his own rights, those of the protected administrator, or gives what he may not do himself. */
function refuseReach(
  flows: Flows,
  person: Person,
  permission: Permission,
  principal: Principal,
): void {
  if (person.userId === principal.userId) {
    throw refused('own_rights');
  }
  if (person.isProtected) {
    throw refused('protected_rights');
  }
  if (governs([permission]) && principal.actor.role !== 'admin') {
    throw refused('governing_right');
  }
  const givable = givableBy(flows, principal);
  refuseMore(new Set([permission]), givable);
  // Whoever may do more than the one who asks is out of reach: a denial would be a way to disarm him.
  refuseMore(flows.rooms.rights.standingOf(person.userId), givable);
}

/** As with teams: a role within an area looks after no people, and goes no further than whoever gives it. */
function refuseAreaRole(flows: Flows, subjectId: string, role: string, principal: Principal): void {
  if (subjectId === principal.userId) {
    throw refused('own_rights');
  }
  const permissions = flows.rooms.roleBook.permissionsOf(role);
  if (governs(permissions)) {
    throw refused('governing_in_area');
  }
  refuseMore(permissions, givableBy(flows, principal));
}

function refuseMore(given: ReadonlySet<Permission>, may: ReadonlySet<Permission>): void {
  const more = [...given].filter((permission) => !may.has(permission));
  if (more.length === 0) return;
  throw refused('beyond_own_rights', { rights: more.join(', ') });
}
