import { PEOPLE_ROUTES } from '#schemas/http/people';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { changeMany } from '../people/bulk-change.ts';
import { peopleCsv, peopleJson } from '../people/people-file.ts';
import type { Person } from '../people/person.ts';
import { byOf } from './asker.ts';
import { deviceOf } from './device.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

/** Accounts of people: lists, files, and what is done to one or to many. */
export function peopleRoutes(flows: Flows): Route[] {
  const {
    people,
    accountStates,
    accountResets,
    peopleImport,
    peopleReading,
    personViews,
    signIns,
  } = flows.rooms;
  const by = (principal: Principal) => byOf(flows, principal);
  const shown = (person: Person, principal: Principal) =>
    personViews.detail(person, by(principal).asker);
  return [
    route(PEOPLE_ROUTES.people, ({ query, principal }) =>
      peopleReading.page(query, by(principal).asker),
    ),
    route(PEOPLE_ROUTES.exportPeople, async ({ query, principal }) => {
      const rows = await peopleReading.export(query, by(principal));
      return query.format === 'json'
        ? streamedFile(peopleJson(rows), 'people.json', 'application/json')
        : streamedFile(peopleCsv(rows), 'people.csv', 'text/csv; charset=utf-8');
    }),
    route(PEOPLE_ROUTES.addPerson, async ({ body, principal }) => {
      const { person, invite } = await people.add(body, by(principal));
      return { person: shown(person, principal), invite };
    }),
    route(PEOPLE_ROUTES.bulkPeople, ({ body, principal }) =>
      changeMany({ people, states: accountStates }, body, by(principal)),
    ),
    route(PEOPLE_ROUTES.importPeople, ({ body, principal }) =>
      peopleImport.fromCsv(body, by(principal)),
    ),
    route(PEOPLE_ROUTES.invitePeople, ({ body, principal }) =>
      peopleImport.fromEmails(body, by(principal)),
    ),
    route(PEOPLE_ROUTES.person, ({ params, principal }) =>
      peopleReading.detail(params.userId, by(principal).asker),
    ),
    route(PEOPLE_ROUTES.editPerson, async ({ params, body, principal }) =>
      shown(await people.edit(params.userId, body, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.changeRole, async ({ params, body, principal }) => {
      const { role, confirm } = body;
      return shown(await people.setRole(params.userId, role, confirm, by(principal)), principal);
    }),
    route(PEOPLE_ROUTES.suspendPerson, async ({ params, principal }) =>
      shown(await accountStates.suspend(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.activatePerson, async ({ params, principal }) =>
      shown(await accountStates.activate(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.unlockPerson, async ({ params, principal }) =>
      shown(await accountResets.unlock(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.resetPassword, async ({ params, principal }) => {
      const { person, reset } = await accountResets.resetPassword(params.userId, by(principal));
      return { person: shown(person, principal), reset };
    }),
    route(PEOPLE_ROUTES.resetSecondFactor, async ({ params, principal }) =>
      shown(await accountResets.resetSecondFactor(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.deletePerson, async ({ params, principal }) =>
      shown(await accountStates.remove(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.restorePerson, async ({ params, principal }) =>
      shown(await accountStates.restore(params.userId, by(principal)), principal),
    ),
    route(PEOPLE_ROUTES.erasePerson, ({ params, principal }) =>
      accountStates.erase(params.userId, by(principal)),
    ),
    route(PEOPLE_ROUTES.personActivity, ({ params }) =>
      peopleReading.activity(params.userId, deviceOf),
    ),
    route(PEOPLE_ROUTES.personSignIns, async ({ params, principal }) => {
      const { userId } = peopleReading.detail(params.userId, by(principal).asker);
      return {
        signIns: (await signIns.of(userId)).map(({ userAgent, ...row }) => ({
          ...row,
          device: deviceOf(userAgent),
        })),
      };
    }),
    route(PEOPLE_ROUTES.endPersonSession, ({ params, principal }) =>
      accountResets.endSession(params.userId, params.sessionId, by(principal)),
    ),
    route(PEOPLE_ROUTES.endPersonSessions, async ({ params, principal }) => ({
      ended: await accountResets.endSessions(params.userId, by(principal)),
    })),
  ];
}
