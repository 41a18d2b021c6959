import type { EscalationTarget, PolicyBody } from '#schemas/alarms/escalation';
import type { AlarmRule, RuleBody } from '#schemas/alarms/rule';
import { refused } from '#schemas/errors/refused';
import { ALARM_RULE_ROUTES } from '#schemas/http/alarm-rules';
import type { Principal } from '../access/principal.ts';
import { calendarOf, policyOf, procedureOf } from '../alarm-rooms.ts';
import { alarmSightOf } from '../alarm-sight.ts';
import { limitsOfPoint, limitsOfValue } from '../alarms/rules/limits-of-rules.ts';
import type { Flows } from '../flows.ts';
import { placesOfRule } from '../placed-things.ts';
import type { Rooms } from '../rooms.ts';
import { isKeptInSight, ruleInSight, ruleTouches, scopedInSight } from '../rule-sight.ts';
import { refuseUnseen, sightOf } from '../sight.ts';
import { type Route, route } from './route.ts';

/** By what alarms are raised, who is told of those that nobody acknowledges, and what to do. */
export function alarmRuleRoutes(flows: Flows): Route[] {
  return [
    usualRoute(flows),
    limitsRoute(flows),
    ...ruleRoutes(flows),
    ...policyRoutes(flows),
    ...calendarRoutes(flows),
    ...procedureRoutes(flows),
  ];
}

/** Of what is in sight; all else has no limits, as if it were not there. */
function limitsRoute({ rooms }: Flows): Route {
  const { alarmRules, alarmPlant, assets, processValues } = rooms;
  return route(ALARM_RULE_ROUTES.alarmLimits, ({ query, principal }) => {
    const sight = sightOf(rooms, principal, 'alarm:read');
    const rules = alarmRules.all();
    const limits = query.sources.flatMap((sourceId) => {
      const record = assets.get(sourceId);
      const point = alarmPlant.point(sourceId);
      if (record !== null && point !== null) {
        return sight === null || sight.point(record) ? limitsOfPoint(rules, point) : [];
      }
      const value = processValues.get(sourceId);
      if (value === null || value.nodeId === null) return [];
      const place = alarmPlant.node(value.nodeId);
      if (place === null || (sight !== null && !sight.node(value.nodeId))) return [];
      return limitsOfValue(rules, { ...value, nodeId: value.nodeId }, place);
    });
    return { limits };
  });
}

function ruleRoutes(flows: Flows): Route[] {
  const { rooms, identity } = flows;
  const { alarmRules, alarmDesk, escalationPolicies, alarmProcedures, ruleTests } = rooms;
  const sightOfThe = (principal: Principal) => sightOf(rooms, principal, 'alarm:read');
  /** A rule that names what is not there would quietly do less than it says; what is out of sight is not there. */
  const refuseLoose = ({ policyId, procedureId, suppression }: RuleBody, principal: Principal) => {
    const sight = sightOfThe(principal);
    if (policyId !== null) {
      const { nodeId } = escalationPolicies.wanted(policyId).body;
      refuseUnseen(isKeptInSight(nodeId, sight), 'policy');
    }
    if (procedureId !== null) {
      const { nodeId } = alarmProcedures.wanted(procedureId).body;
      refuseUnseen(isKeptInSight(nodeId, sight), 'procedure');
    }
    const others = suppression.whileRules.map((ruleId) => alarmRules.wanted(ruleId));
    if (sight === null || others.length === 0) return;
    const seen = scopedInSight(rooms, sight);
    for (const other of others) refuseUnseen(ruleTouches(other, seen), 'rule');
  };
  const standing = (principal: Principal) => {
    const sight = alarmSightOf(rooms, principal);
    const counts: Record<string, number> = {};
    for (const { ruleId, hold, asset } of alarmDesk.shown.all()) {
      const isCounted = hold === null && (sight === null || sight.sees(asset));
      if (isCounted) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
    }
    return counts;
  };
  const mayEdit = (principal: Principal, rule: AlarmRule) =>
    placesOfRule(rooms, rule).every((scopes) =>
      identity.mayIn(principal, 'alarm:configure', scopes),
    );
  const shown = (principal: Principal): AlarmRule[] => {
    const sight = sightOfThe(principal);
    if (sight === null) return alarmRules.all();
    const seen = scopedInSight(rooms, sight);
    return alarmRules
      .all()
      .filter((rule) => ruleTouches(rule, seen))
      .map((rule) => ruleInSight(rooms, rule, sight));
  };
  return [
    route(ALARM_RULE_ROUTES.alarmRules, ({ principal }) => {
      const rules = shown(principal);
      const editable = rules
        .filter(({ ruleId }) => mayEdit(principal, alarmRules.wanted(ruleId)))
        .map(({ ruleId }) => ruleId);
      return { rules, standing: standing(principal), editable };
    }),
    route(ALARM_RULE_ROUTES.testAlarmRule, ({ body: { rule, from, to }, principal }) => {
      refuseLoose(rule, principal);
      return ruleTests.run(rule, { from, to });
    }),
    route(ALARM_RULE_ROUTES.makeAlarmRule, ({ body, principal, actor }) => {
      refuseLoose(body, principal);
      return alarmRules.make(body, actor);
    }),
    route(ALARM_RULE_ROUTES.alarmRule, ({ params, principal }) => {
      const rule = alarmRules.wanted(params.ruleId);
      const sight = sightOfThe(principal);
      return sight === null ? rule : ruleInSight(rooms, rule, sight);
    }),
    route(ALARM_RULE_ROUTES.editAlarmRule, ({ params, body, principal, actor }) => {
      refuseLoose(body.rule, principal);
      return alarmRules.change(params.ruleId, body, actor);
    }),
    route(ALARM_RULE_ROUTES.restoreAlarmRule, ({ params, actor }) =>
      alarmRules.restore(params.ruleId, actor),
    ),
    route(ALARM_RULE_ROUTES.removeAlarmRule, ({ params, principal, actor }) => {
      const isUser = ({ suppression }: AlarmRule) => suppression.whileRules.includes(params.ruleId);
      const users = alarmRules.all().filter(isUser);
      refuseUsed('rule', 'rule', users, shown(principal).filter(isUser));
      return alarmRules.remove(params.ruleId, actor);
    }),
  ];
}

function usualRoute({ rooms, alarms }: Flows): Route {
  return route(ALARM_RULE_ROUTES.learnUsual, ({ params: { pointId }, actor }) => {
    if (rooms.assets.get(pointId) === null) {
      throw refused('point_unknown');
    }
    return alarms.learnAnew(pointId, actor);
  });
}

function policyRoutes({ rooms }: Flows): Route[] {
  const { escalationPolicies, shiftCalendars, alarmRules, directory, teamRegister, rights } = rooms;
  const check = ({ steps, nodeId }: PolicyBody, principal: Principal) => {
    refuseNoPart(rooms, nodeId);
    const sight = sightOf(rooms, principal, 'alarm:read');
    for (const target of steps.flatMap(({ who }) => who)) {
      if (target.kind === 'shift') {
        const { body } = shiftCalendars.wanted(target.calendarId);
        refuseUnseen(isKeptInSight(body.nodeId, sight), 'calendar');
      } else refuseStranger(target, { directory, teamRegister, rights });
    }
  };
  return [
    route(ALARM_RULE_ROUTES.escalationPolicies, ({ principal }) => ({
      policies: keptInSight(rooms, principal, escalationPolicies.all()).map(policyOf),
    })),
    route(ALARM_RULE_ROUTES.makeEscalationPolicy, async ({ body, principal, actor }) => {
      check(body, principal);
      return policyOf(await escalationPolicies.make(body, actor));
    }),
    route(ALARM_RULE_ROUTES.editEscalationPolicy, async ({ params, body, principal, actor }) => {
      check(body.policy, principal);
      const change = { body: body.policy, revision: body.revision };
      return policyOf(await escalationPolicies.change(params.policyId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeEscalationPolicy, ({ params, principal, actor }) => {
      const users = alarmRules.all().filter(({ policyId }) => policyId === params.policyId);
      refuseUsed('escalation policy', 'rule', users, rulesInSight(rooms, principal, users));
      return escalationPolicies.remove(params.policyId, actor);
    }),
  ];
}

function calendarRoutes({ rooms }: Flows): Route[] {
  const { shiftCalendars, escalationPolicies, directory, teamRegister, rights } = rooms;
  const people = { directory, teamRegister, rights };
  return [
    route(ALARM_RULE_ROUTES.shiftCalendars, ({ principal }) => ({
      calendars: keptInSight(rooms, principal, shiftCalendars.all()).map(calendarOf),
    })),
    route(ALARM_RULE_ROUTES.makeShiftCalendar, async ({ body, actor }) => {
      refuseNoPart(rooms, body.nodeId);
      for (const { who } of body.shifts) for (const one of who) refuseStranger(one, people);
      return calendarOf(await shiftCalendars.make(body, actor));
    }),
    route(ALARM_RULE_ROUTES.editShiftCalendar, async ({ params, body, actor }) => {
      refuseNoPart(rooms, body.calendar.nodeId);
      for (const { who } of body.calendar.shifts)
        for (const one of who) refuseStranger(one, people);
      const change = { body: body.calendar, revision: body.revision };
      return calendarOf(await shiftCalendars.change(params.calendarId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeShiftCalendar, ({ params, principal, actor }) => {
      const users = escalationPolicies
        .all()
        .filter(({ body: { steps } }) =>
          steps.some(({ who }) =>
            who.some((one) => one.kind === 'shift' && one.calendarId === params.calendarId),
          ),
        );
      const named = keptInSight(rooms, principal, users).map(({ body }) => body);
      refuseUsed('shift calendar', 'escalation policy', users, named);
      return shiftCalendars.remove(params.calendarId, actor);
    }),
  ];
}

function procedureRoutes({ rooms }: Flows): Route[] {
  const { alarmProcedures, alarmRules } = rooms;
  return [
    route(ALARM_RULE_ROUTES.procedures, ({ principal }) => ({
      procedures: keptInSight(rooms, principal, alarmProcedures.all()).map(procedureOf),
    })),
    route(ALARM_RULE_ROUTES.makeProcedure, async ({ body, actor }) => {
      refuseNoPart(rooms, body.nodeId);
      return procedureOf(await alarmProcedures.make(body, actor));
    }),
    route(ALARM_RULE_ROUTES.editProcedure, async ({ params, body, actor }) => {
      refuseNoPart(rooms, body.procedure.nodeId);
      const change = { body: body.procedure, revision: body.revision };
      return procedureOf(await alarmProcedures.change(params.procedureId, change, actor));
    }),
    route(ALARM_RULE_ROUTES.removeProcedure, ({ params, principal, actor }) => {
      const users = alarmRules
        .all()
        .filter(({ procedureId }) => procedureId === params.procedureId);
      refuseUsed('procedure', 'rule', users, rulesInSight(rooms, principal, users));
      return alarmProcedures.remove(params.procedureId, actor);
    }),
  ];
}

/** What is kept for the site, or for a part of the plant that has to do with what the person sees. */
function keptInSight<One extends { readonly body: { readonly nodeId: string | null } }>(
  rooms: Rooms,
  principal: Principal,
  all: readonly One[],
): One[] {
  const sight = sightOf(rooms, principal, 'alarm:read');
  return all.filter(({ body }) => isKeptInSight(body.nodeId, sight));
}

function rulesInSight(rooms: Rooms, principal: Principal, rules: readonly AlarmRule[]) {
  const sight = sightOf(rooms, principal, 'alarm:read');
  const seen = sight && scopedInSight(rooms, sight);
  return rules.filter((rule) => seen === null || ruleTouches(rule, seen));
}

/** Throws `not_found` for a part of the plant that is not there. */
function refuseNoPart({ plant }: Rooms, nodeId: string | null): void {
  if (nodeId !== null) plant.node(nodeId);
}

type Accounts = Pick<Flows['rooms'], 'directory' | 'teamRegister' | 'rights'>;

/** Throws `not_found` for a person, a team or a role that is not there: nobody would be told. */
function refuseStranger(
  target: Exclude<EscalationTarget, { kind: 'shift' }>,
  { directory, teamRegister, rights }: Accounts,
): void {
  if (target.kind === 'team') teamRegister.wanted(target.teamId);
  else if (target.kind === 'role' && !rights.roles.has(target.role)) {
    throw refused('role_unknown');
  } else if (target.kind === 'person' && directory.get(target.userId)?.status !== 'active') {
    throw refused('person_unknown');
  }
}

/** `named`: those of the users that whoever asks may know of. */
function refuseUsed(
  what: string,
  by: string,
  users: readonly unknown[],
  named: readonly { readonly name: string }[],
): void {
  if (users.length === 0) return;
  if (named.length === 0) {
    throw refused('setup_used_elsewhere', { thing: what });
  }
  const names = named.map(({ name }) => `“${name}”`).slice(0, 3);
  throw refused('setup_used', { thing: what, what: by, names: names.join(', ') });
}
