import type { EscalationTarget, PolicyBody } from '#schemas/alarms/escalation';
import type { RuleBody } from '#schemas/alarms/rule';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import { calendarOf, policyOf, procedureOf } from '../alarm-rooms.ts';
import type { Flows } from '../flows.ts';
import { scopesOfPoint } from '../plant-view.ts';
import { refuseUnseen, sightOf } from '../sight.ts';
import { type Route, route } from './route.ts';

/** By what alarms are raised, who is told of those that nobody acknowledges, and what to do. */
export function alarmRuleRoutes(flows: Flows): Route[] {
  return [
    usualRoute(flows),
    ...ruleRoutes(flows),
    ...policyRoutes(flows),
    ...calendarRoutes(flows),
    ...procedureRoutes(flows),
  ];
}

function ruleRoutes({ rooms }: Flows): Route[] {
  const { alarmRules, alarmDesk, escalationPolicies, alarmProcedures, ruleTests } = rooms;
  /** A rule that names what is not there would quietly do less than it says. */
  const refuseLoose = ({ policyId, procedureId, suppression }: RuleBody) => {
    if (policyId !== null) escalationPolicies.wanted(policyId);
    if (procedureId !== null) alarmProcedures.wanted(procedureId);
    for (const ruleId of suppression.whileRules) alarmRules.wanted(ruleId);
  };
  const standing = () => {
    const counts: Record<string, number> = {};
    for (const { ruleId, hold } of alarmDesk.shown.all()) {
      if (hold === null) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
    }
    return counts;
  };
  return [
    route(ALARM_RULE_ROUTES.alarmRules, () => ({ rules: alarmRules.all(), standing: standing() })),
    route(ALARM_RULE_ROUTES.testAlarmRule, ({ body: { rule, from, to } }) => {
      refuseLoose(rule);
      return ruleTests.run(rule, { from, to });
    }),
    route(ALARM_RULE_ROUTES.makeAlarmRule, ({ body, actor }) => {
      refuseLoose(body);
      return alarmRules.make(body, actor);
    }),
    route(ALARM_RULE_ROUTES.alarmRule, ({ params }) => alarmRules.wanted(params.ruleId)),
    route(ALARM_RULE_ROUTES.editAlarmRule, ({ params, body, actor }) => {
      refuseLoose(body.rule);
      return alarmRules.change(params.ruleId, body, actor);
    }),
    route(ALARM_RULE_ROUTES.restoreAlarmRule, ({ params, actor }) =>
      alarmRules.restore(params.ruleId, actor),
    ),
    route(ALARM_RULE_ROUTES.removeAlarmRule, ({ params, actor }) => {
      const users = alarmRules
        .all()
        .filter(({ suppression }) => suppression.whileRules.includes(params.ruleId));
      refuseUsed('rule', 'rule', users);
      return alarmRules.remove(params.ruleId, actor);
    }),
  ];
}

function usualRoute({ rooms, identity, alarms }: Flows): Route {
  return route(ALARM_RULE_ROUTES.learnUsual, ({ params: { pointId }, principal, actor }) => {
    const record = rooms.assets.get(pointId);
    if (record === null) throw new TremoloError('not_found', 'There is no such point.');
    const sight = sightOf(rooms, principal, 'alarm:read');
    refuseUnseen(sight === null || sight.point(record), 'point');
    if (!identity.mayIn(principal, 'alarm:configure', scopesOfPoint(rooms, record))) {
      throw new TremoloError('forbidden', 'Your account may not do this with points here.');
    }
    return alarms.learnAnew(pointId, actor);
  });
}

function policyRoutes({ rooms }: Flows): Route[] {
  const { escalationPolicies, shiftCalendars, alarmRules, directory, teamRegister, rights } = rooms;
  const refuseUnknown = (target: EscalationTarget) => {
    if (target.kind === 'shift') shiftCalendars.wanted(target.calendarId);
    else refuseStranger(target, { directory, teamRegister, rights });
  };
  const check = ({ steps }: PolicyBody) => {
    for (const { who } of steps) who.forEach(refuseUnknown);
  };
  return [
    route(ALARM_RULE_ROUTES.escalationPolicies, () => ({
      policies: escalationPolicies.all().map(policyOf),
    })),
    route(ALARM_RULE_ROUTES.makeEscalationPolicy, async ({ body, actor }) => {
      check(body);
      return policyOf(await escalationPolicies.make(body, actor));
    }),
    route(ALARM_RULE_ROUTES.editEscalationPolicy, async ({ params, body, actor }) => {
      check(body.policy);
      const change = { body: body.policy, revision: body.revision };
      return policyOf(await escalationPolicies.change(params.policyId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeEscalationPolicy, ({ params, actor }) => {
      const users = alarmRules.all().filter(({ policyId }) => policyId === params.policyId);
      refuseUsed('escalation policy', 'rule', users);
      return escalationPolicies.remove(params.policyId, actor);
    }),
  ];
}

function calendarRoutes({ rooms }: Flows): Route[] {
  const { shiftCalendars, escalationPolicies, directory, teamRegister, rights } = rooms;
  const people = { directory, teamRegister, rights };
  return [
    route(ALARM_RULE_ROUTES.shiftCalendars, () => ({
      calendars: shiftCalendars.all().map(calendarOf),
    })),
    route(ALARM_RULE_ROUTES.makeShiftCalendar, async ({ body, actor }) => {
      for (const { who } of body.shifts) for (const one of who) refuseStranger(one, people);
      return calendarOf(await shiftCalendars.make(body, actor));
    }),
    route(ALARM_RULE_ROUTES.editShiftCalendar, async ({ params, body, actor }) => {
      for (const { who } of body.calendar.shifts)
        for (const one of who) refuseStranger(one, people);
      const change = { body: body.calendar, revision: body.revision };
      return calendarOf(await shiftCalendars.change(params.calendarId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeShiftCalendar, ({ params, actor }) => {
      const users = escalationPolicies
        .all()
        .map(({ body }) => body)
        .filter(({ steps }) =>
          steps.some(({ who }) =>
            who.some((one) => one.kind === 'shift' && one.calendarId === params.calendarId),
          ),
        );
      refuseUsed('shift calendar', 'escalation policy', users);
      return shiftCalendars.remove(params.calendarId, actor);
    }),
  ];
}

function procedureRoutes({ rooms }: Flows): Route[] {
  const { alarmProcedures, alarmRules } = rooms;
  return [
    route(ALARM_RULE_ROUTES.procedures, () => ({
      procedures: alarmProcedures.all().map(procedureOf),
    })),
    route(ALARM_RULE_ROUTES.makeProcedure, async ({ body, actor }) =>
      procedureOf(await alarmProcedures.make(body, actor)),
    ),
    route(ALARM_RULE_ROUTES.editProcedure, async ({ params, body, actor }) => {
      const change = { body: body.procedure, revision: body.revision };
      return procedureOf(await alarmProcedures.change(params.procedureId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeProcedure, ({ params, actor }) => {
      const users = alarmRules
        .all()
        .filter(({ procedureId }) => procedureId === params.procedureId);
      refuseUsed('procedure', 'rule', users);
      return alarmProcedures.remove(params.procedureId, actor);
    }),
  ];
}

type Accounts = Pick<Flows['rooms'], 'directory' | 'teamRegister' | 'rights'>;

/** Throws `not_found` for a person, a team or a role that is not there: nobody would be told. */
function refuseStranger(
  target: Exclude<EscalationTarget, { kind: 'shift' }>,
  { directory, teamRegister, rights }: Accounts,
): void {
  if (target.kind === 'team') teamRegister.wanted(target.teamId);
  else if (target.kind === 'role' && !rights.roles.has(target.role)) {
    throw new TremoloError('not_found', 'There is no such role.');
  } else if (target.kind === 'person' && directory.get(target.userId)?.status !== 'active') {
    throw new TremoloError('not_found', 'There is no such person, or the account may not work.');
  }
}

function refuseUsed(what: string, by: string, users: readonly { readonly name: string }[]): void {
  if (users.length === 0) return;
  const names = users.map(({ name }) => `“${name}”`).slice(0, 3);
  throw new TremoloError('conflict', `This ${what} is used by the ${by} ${names.join(', ')}.`);
}
